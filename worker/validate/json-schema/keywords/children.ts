import { isRecord } from '#contract/is-record.ts'

import type { Run } from '../run.ts'
import type { Check, Seen } from '../types.ts'

/** Checks a member or item; issues say where it is. */
// oxlint-disable-next-line max-params -- flat on the hot path
export function checkAt(run: Run, key: string | number, check: Check, value: unknown): boolean {
  if (run.issues === undefined) return check(value, run, undefined)
  run.path.push(key)
  const accepted = check(value, run, undefined)
  run.path.pop()
  return accepted
}

/** Every check must accept; all of them are asked when issues are collected, else until one refuses. */
export function every(checks: readonly Check[]): Check {
  return (value, run, seen) => {
    let accepted = true
    for (const check of checks) {
      if (check(value, run, seen)) continue
      if (run.issues === undefined) return false
      accepted = false
    }
    return accepted
  }
}

/** Asks whether a schema accepts a value, without issues of it. */
// oxlint-disable-next-line max-params -- flat on the hot path
export function asks(run: Run, check: Check, value: unknown, seen: Seen | undefined): boolean {
  const kept = run.issues
  run.issues = undefined
  const accepted = check(value, run, seen)
  run.issues = kept
  return accepted
}

/** An object's members; undefined for everything that is no JSON object. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isRecord(value) ? value : undefined
}
