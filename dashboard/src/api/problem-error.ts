import type { Issue } from '#contract/problem.ts'
import type { ProblemBody } from '#contract/problem-body.ts'

/** An answer of the management API that is not a success: carries the whole problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: ProblemBody

  constructor(problem: ProblemBody) {
    super(problem.message)
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  get code(): string {
    return this.problem.code
  }

  get requestId(): string {
    return this.problem.requestId
  }

  get issues(): readonly Issue[] {
    return this.problem.details ?? []
  }
}

/** The message of the first issue at a JSON Pointer such as `/email`, or below it. */
export function issueAt(error: unknown, pointer: string): string | undefined {
  if (!(error instanceof ProblemError)) return undefined
  return error.issues.find(
    (issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`),
  )?.message
}

export function hasIssue(error: unknown, code: string): boolean {
  return error instanceof ProblemError && error.issues.some((issue) => issue.code === code)
}

export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ProblemError && error.status === status
}
