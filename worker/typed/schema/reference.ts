import { isRecord } from '#contract/is-record.ts'

import { parsePointer } from '../../lib/json-pointer.ts'

/** What a `$ref` within the document leads to; `true`, which allows everything, when it leads elsewhere. */
export function resolve(root: unknown, reference: string): unknown {
  const path = reference.startsWith('#') ? parsePointer(decoded(reference.slice(1))) : undefined
  if (path === undefined) return true
  let place = root
  for (const token of path) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, token)) return true
    place = Reflect.get(place, token)
    // A reference inside of a document with a name of its own starts there.
    if (isRecord(place) && '$id' in place) return true
  }
  return place
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
