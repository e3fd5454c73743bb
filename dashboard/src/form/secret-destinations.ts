import { integrationSecretPlaces } from '#contract/secret-name.ts'

import type { FormModel } from './form-context.ts'

const places = integrationSecretPlaces.map((place) => `/${place.join('/')}`)

/**
 * Origins to which the secret named at a pointer is sent: where the integration around it calls, and where it gets
 * its tokens. Empty: nowhere, or nobody can tell yet.
 */
export function secretDestinations(form: FormModel, pointer: string): string[] {
  const place = places.find((one) => pointer.endsWith(one))
  if (place === undefined) return []
  const integration = pointer.slice(0, -place.length)
  const urls = [
    form.get(`${integration}/endpoint`),
    form.get(`${integration}/authentication/tokenUrl`),
  ]
  return [...new Set(urls.flatMap(originOf))]
}

/** Holes stand behind the origin, else no secret may be sent there at all. */
function originOf(url: unknown): string[] {
  if (typeof url !== 'string' || !/^https?:\/\/[^/{?#]+/.test(url)) return []
  const text = /^https?:\/\/[^/{?#]+/.exec(url)?.[0] ?? ''
  return URL.canParse(text) ? [new URL(text).origin] : []
}
