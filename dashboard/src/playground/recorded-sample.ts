import type { RecordedScope } from '#contract/recorded-requests.ts'

import { print } from '../builder/json-patch-text.ts'

export type Phase = 'request' | 'response'

/** What a rule would work on, as texts of a sheet. */
export interface RecordedSample {
  readonly input: string
  readonly scope: string
  /** The document was there and is not kept. */
  readonly isMissing: boolean
}

/**
 * A recorded request as the input of a rule: of one applied to the request its body, of one applied to the answer
 * what the service answered, or an object with the answer of each.
 */
export function recordedSample(
  { omitted, integrations, ...rest }: RecordedScope,
  phase: Phase,
): RecordedSample {
  const isRequest = phase === 'request'
  const place = isRequest ? 'request.body' : 'integrations.'
  return {
    input: print((isRequest ? rest.request.body : merged(integrations)) ?? null),
    scope: print(isRequest ? rest : { ...rest, integrations }),
    isMissing: omitted.some((one) => one.startsWith(place)),
  }
}

function merged(integrations: RecordedScope['integrations']): unknown {
  const ids = Object.keys(integrations)
  const bodyOf = (id: string): unknown => Object(integrations[id]).body
  const [only, ...others] = ids
  if (only === undefined) return undefined
  return others.length === 0
    ? bodyOf(only)
    : Object.fromEntries(ids.map((id) => [id, bodyOf(id) ?? null]))
}
