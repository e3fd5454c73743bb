import { monotonicFactory } from 'ulid'

import { idPrefixes } from '#contract/id.ts'

/** Makes `<prefix>_<ULID>` ids, increasing within the isolate even in one millisecond. */
export type NewId = (kind: keyof typeof idPrefixes) => string

export function createIds(now: () => number): NewId {
  const next = monotonicFactory()
  return (kind) => `${idPrefixes[kind]}_${next(now())}`
}
