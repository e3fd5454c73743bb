import { type Issue, type ProblemCode, problems } from '#contract/problem.ts'
import type { ProblemBody } from '#contract/problem-body.ts'

import type { Rejection } from './rejection.ts'

interface ProblemOptions {
  readonly detail?: string
  readonly issues?: readonly Issue[]
  readonly headers?: Readonly<Record<string, string>>
  /** For logs only: never sent. */
  readonly internal?: unknown
}

/** The error that management API and compile-time code throw; gateway stages return a Rejection instead. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly options: ProblemOptions

  constructor(code: ProblemCode, options: ProblemOptions = {}) {
    super(options.detail ?? problems[code].title, { cause: options.internal })
    this.code = code
    this.options = options
  }
}

interface ProblemContext {
  readonly requestId: string
  /** Path of the request, without query: it may hold secrets. */
  readonly instance: string
  readonly now: number
  readonly userId?: string | undefined
}

/** RFC 9457 answer with the design document's fields. */
export function problemResponse(problem: Problem | Rejection, context: ProblemContext): Response {
  const options = problem instanceof Problem ? problem.options : problem
  const entry = problems[problem.code]
  const body: ProblemBody = {
    type: `https://github.com/ecluse/ecluse/blob/main/docs/errors/${problem.code}.md`,
    title: entry.title,
    status: entry.status,
    ...(options.detail === undefined ? {} : { detail: options.detail }),
    instance: context.instance,
    errorType: entry.errorType,
    code: problem.code,
    message: options.detail ?? entry.title,
    ...(options.issues === undefined ? {} : { details: [...options.issues] }),
    timestamp: new Date(context.now).toISOString(),
    requestId: context.requestId,
    ...(context.userId === undefined ? {} : { userId: context.userId }),
  }
  return new Response(JSON.stringify(body), {
    status: entry.status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-request-id': context.requestId,
      ...options.headers,
    },
  })
}
