import { useBuilder } from './builder-context.ts'

/** What switches took out of a draft, for as long as its page is open. */
const keptBy = new WeakMap<object, Map<string, unknown>>()

/** Remembers values by name so that switching a part on again brings back what was written. */
export function useKept(): Map<string, unknown> {
  const builder = useBuilder()
  const kept = keptBy.get(builder) ?? new Map<string, unknown>()
  keptBy.set(builder, kept)
  return kept
}
