import type { FailureReason } from '#contract/failure-reason.ts'
import type { ProblemCode } from '#contract/problem.ts'

import type { RequestContext } from '../context.ts'
import type { Guard } from '../pipeline.ts'
import type { Rejection } from '../rejection.ts'
import type { AuthDeps } from './types.ts'

/** What a caller who is known was refused for. */
type Forbidden = Extract<ProblemCode, FailureReason>

/** Records who was refused for a missing role or scope, whatever `kind` of authentication found out. */
export function noteForbidden(
  kind: string,
  { endpointId, failures }: AuthDeps,
  authorize: Guard,
): Guard {
  const note = (ctx: RequestContext, rejection: Rejection | undefined): Rejection | undefined => {
    if (rejection === undefined || !isForbidden(rejection.code)) return rejection
    const { clientIp: ipAddress, principal } = ctx
    const failure = { endpointId, kind, reason: rejection.code, ipAddress, mayBeGuess: false }
    failures.note({ ...failure, keyPrefix: principal?.keyPrefix }, ctx.waitUntil)
    return rejection
  }
  return (ctx) => {
    const verdict = authorize(ctx)
    return verdict instanceof Promise
      ? verdict.then((rejection) => note(ctx, rejection))
      : note(ctx, verdict)
  }
}

function isForbidden(code: ProblemCode): code is Forbidden {
  return code === 'insufficient_role' || code === 'insufficient_scope'
}
