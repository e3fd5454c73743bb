import { useContext } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { BuilderContext } from './builder-context.ts'

/** What switches took out of a draft, for as long as its page is open. */
const keptBy = new WeakMap<object, Map<string, unknown>>()

/** Remembers values by name so that switching a part on again brings back what was written. */
export function useKept(): Map<string, unknown> {
  // A builder outlives its form, which another view replaces; a shared integration has no builder.
  const form = useForm()
  const owner = useContext(BuilderContext) ?? form
  const kept = keptBy.get(owner) ?? new Map<string, unknown>()
  keptBy.set(owner, kept)
  return kept
}
