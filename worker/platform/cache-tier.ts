import { encodeAnswers } from '../cache/answer-encoding.ts'
import type { StoredAnswers } from '../cache/types.ts'

export interface AnswerTierDeps {
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

/** Those that have not expired: what a tier keeps longer is not returned. `undefined` in: it could not be read. */
export function usable(
  answers: StoredAnswers | undefined,
  key: string,
  { now, log }: AnswerTierDeps,
): StoredAnswers | undefined {
  if (answers === undefined) {
    log('a cached answer could not be read', { key })
    return undefined
  }
  const left = answers.filter(({ expiresAt }) => expiresAt > now())
  return left.length === 0 ? undefined : left
}

/** When the last of them expires. */
export function lastExpiry(answers: StoredAnswers): number {
  return answers.reduce((last, { expiresAt }) => Math.max(last, expiresAt), 0)
}

/** The newest answers that fit into so many bytes. Undefined: not even the first does. */
export function encodeFitting(
  answers: StoredAnswers,
  largestBytes: number,
): Uint8Array<ArrayBuffer> | undefined {
  for (let count = answers.length; count > 0; count -= 1) {
    const value = encodeAnswers(answers.slice(0, count))
    if (value.byteLength <= largestBytes) return value
  }
  return undefined
}
