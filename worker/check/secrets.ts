import type { Integration } from '#contract/integration-kinds.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import type { Issue } from '#contract/problem.ts'
import { endpointSecretPlaces, integrationSecretPlaces, secretName } from '#contract/secret-name.ts'

import { compileUrl } from '../integrations/url-template.ts'
import { getAt } from '../lib/json-pointer.ts'
import { Problem } from '../problem.ts'
import type { Sections } from './sections.ts'

/** Where each secret may be sent, by name; null: set before secrets had origins. Who is missing does not exist. */
export type SecretOrigins = ReadonlyMap<string, readonly string[] | null>

interface SecretReference {
  readonly pointer: string
  readonly name: string
  /** Where it, or what is made with it, is sent. Undefined: it stays here; []: an issuer says where, when it is asked. */
  readonly sentTo: readonly string[] | undefined
}

/** Where a configuration names which secret. What could not be read names none. */
export function secretReferences(sections: Sections): readonly SecretReference[] {
  return [
    ...endpointSecretPlaces.flatMap((place) =>
      referenceAt(sections, place, '', place.at(-1) === 'secret' ? undefined : issuerOf(sections)),
    ),
    ...sections.integrations.flatMap((config, at) =>
      config === undefined
        ? []
        : integrationSecretPlaces.flatMap((place) =>
            referenceAt(config, place, `/integrations/${at}`, destinationsOf(config)),
          ),
    ),
  ]
}

function referenceAt(
  holder: unknown,
  place: readonly string[],
  pointer: string,
  sentTo: SecretReference['sentTo'],
): SecretReference[] {
  const name = secretName.safeParse(getAt(holder, place))
  return name.success ? [{ pointer: pointer + pointerTo(...place), name: name.data, sentTo }] : []
}

function issuerOf({ authentication }: Sections): string[] {
  const settings = authentication?.type === 'oauth2' ? authentication.settings : undefined
  const url = settings?.introspection?.url
  return url !== undefined && URL.canParse(url) ? [new URL(url).origin] : []
}

/** An access token is worth what its client secret is: both must be allowed where the calls go. */
function destinationsOf(config: Integration): string[] {
  if (config.type === 'database') return []
  const { endpoint } = config
  const authentication = config.type === 'webhook' ? undefined : config.authentication
  const tokenUrl = authentication?.type === 'oauth2' ? authentication.tokenUrl : undefined
  return [endpoint, tokenUrl].flatMap((url) => (url === undefined ? [] : originOf(url)))
}

/** As it is called later; empty when it cannot be: that is found elsewhere. */
function originOf(url: string): string[] {
  try {
    return [compileUrl(url, {}, '').origin.origin]
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return []
  }
}

/** unknown_secret, secret_not_bound. */
export function secretIssues(sections: Sections, secrets: SecretOrigins): Issue[] {
  return secretReferences(sections).flatMap(({ pointer, name, sentTo }) => {
    const allowed = secrets.get(name)
    if (allowed === undefined) return [{ pointer, code: 'unknown_secret', message: unknown(name) }]
    if (sentTo === undefined) return []
    const missing = sentTo.filter((origin) => allowed?.includes(origin) !== true)
    if (missing.length > 0)
      return [{ pointer, code: 'secret_not_bound', message: notBound(name, missing.join(' and ')) }]
    return sentTo.length === 0 && (allowed?.length ?? 0) === 0
      ? [{ pointer, code: 'secret_not_bound', message: notBound(name, 'the issuer') }]
      : []
  })
}

function unknown(name: string): string {
  return `There is no secret ${name}; add it under Settings, Secrets or with PUT /api/v1/secrets/${name}`
}

function notBound(name: string, where: string): string {
  return `The secret ${name} may not be sent to ${where}; an admin sets it again with this origin in allowedOrigins, or write another secret or address`
}
