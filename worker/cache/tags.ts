import type { Caching } from '#contract/caching.ts'

import { hashParts } from '../lib/hash-parts.ts'

/** Longer names are stored as their hash: paths may have 8,192 characters. */
const maxLength = 256
const parameter = /\{([A-Za-z_]\w*)\}/g

type RawParams = Readonly<Record<string, string>>

/**
 * What an answer is forgotten by: its endpoint, the endpoint with these path parameters, the path as called,
 * and the tags an author wrote. Each family has its own prefix, so no tag of an author is ever an implicit one.
 */
export function tagsOf(
  { tags }: Pick<Caching, 'tags'>,
  endpointId: string,
  path: string,
  rawParams: RawParams,
): readonly string[] {
  const filled = tags.flatMap((template) => fillTag(template, rawParams) ?? [])
  return [
    ...new Set([
      endpointTag(endpointId),
      paramsTag(endpointId, rawParams),
      pathTag(path),
      ...filled.map(userTag),
    ]),
  ]
}

/** Every answer of an endpoint. */
export function endpointTag(endpointId: string): string {
  return `endpoint:${endpointId}`
}

/** Every answer of an endpoint to these path parameters, whatever their order. */
export function paramsTag(endpointId: string, rawParams: RawParams): string {
  const pairs = Object.keys(rawParams)
    .sort()
    .map((name) => `${name}=${encodedOnce(rawParams[name] ?? '')}`)
  return bounded(`params:${endpointId}?`, pairs.join('&'))
}

/** Every answer to this path, normalised and below the base path. */
export function pathTag(path: string): string {
  return bounded('path:', path)
}

/** A tag as an author or a purge writes it, parameters filled in: `orders:42`. */
export function userTag(filled: string): string {
  return bounded('tag:', filled)
}

/**
 * `orders:{id}` → `orders:42`. Values are percent-encoded, `/` and `:` included: no value of a caller can
 * make another tag. Undefined when a parameter is missing.
 */
export function fillTag(template: string, rawParams: RawParams): string | undefined {
  let isWhole = true
  const filled = template.replaceAll(parameter, (_, name: string) => {
    const raw = Object.hasOwn(rawParams, name) ? rawParams[name] : undefined
    if (raw === undefined) isWhole = false
    return encodedOnce(raw ?? '')
  })
  return isWhole ? filled : undefined
}

/** Names in braces of a tag. */
export function tagParameters(template: string): string[] {
  return [...template.matchAll(parameter)].map((match) => match[1] ?? '')
}

/** Of the normalised form of the path, which is UTF-8 and may leave `:` and others bare. */
function encodedOnce(raw: string): string {
  return encodeURIComponent(decodeURIComponent(raw))
}

function bounded(family: string, name: string): string {
  return name.length > maxLength ? `${family}#${hashParts(name)}` : family + name
}
