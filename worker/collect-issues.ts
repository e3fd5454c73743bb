import type { Issue } from '#contract/problem.ts'

import { Problem } from './problem.ts'

/** Runs one part of a compilation and keeps what is wrong with it, so an author reads everything at once. */
export function collect<T>(issues: Issue[], part: () => T): T | undefined {
  try {
    return part()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    issues.push(...(error.options.issues ?? []))
    return undefined
  }
}
