import type { Issue, ProblemCode } from '#contract/problem.ts'

/**
 * A refusal on the hot path: returned, never thrown (throwing costs 60 times more).
 * `internal` is for logs only and never leaves the Worker.
 */
export interface Rejection {
  readonly rejected: true
  readonly code: ProblemCode
  readonly detail?: string
  readonly issues?: readonly Issue[]
  readonly headers?: Readonly<Record<string, string>>
  readonly internal?: unknown
  /** Set when an upstream did answer, and was refused for its status or for what it says. */
  readonly answered?: {
    readonly status: number
    readonly retryAfter: string | null
    /** What the answer itself calls a failure of its service, whatever its status. */
    readonly failed?: string | undefined
  }
  /** For the trace of a test run: shown to the author, never to a caller. */
  readonly authorDetail?: Readonly<Record<string, unknown>>
}

/** A rejection; freeze the result in a constant where it carries nothing of the request. */
export function reject(
  code: ProblemCode,
  more: Omit<Rejection, 'rejected' | 'code'> = {},
): Rejection {
  return { rejected: true, code, ...more }
}

export function isRejection(value: unknown): value is Rejection {
  return (
    typeof value === 'object' && value !== null && 'rejected' in value && value.rejected === true
  )
}
