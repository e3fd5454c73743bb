import type { IntegrationResult, RequestContext } from '../context.ts'
import { hasNullBody } from '../lib/null-body-status.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerNodes, maxBufferedResponseBytes, maxJsonDepth } from '../limits.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { readHead } from './answer-headers.ts'
import { copyStream } from './copy-stream.ts'
import { readAnswer } from './read-answer.ts'
import type { Answered, Form, KeptAnswer } from './resilience/types.ts'
import type { CallOptions, IntegrationDeps } from './types.ts'

/** A form of calling apart from the attempt itself: how answers from elsewhere look in it. */
type StandIns<T extends Answered> = Omit<Form<T>, 'attempt'>

/** Answers are handed on, their bodies not read. */
export function handedOn(
  other: IntegrationDeps['other'],
  ctx: RequestContext,
  options: CallOptions,
): StandIns<Response> {
  return {
    of: async (answer) => responseOf(answer),
    copied: copiedStream,
    askOther: async (id) => (await other(id)?.call(ctx, options)) ?? gone,
  }
}

/** Answers are read as a whole, parsed when they are JSON. */
export function readHere(
  other: IntegrationDeps['other'],
  ctx: RequestContext,
  options: CallOptions,
): StandIns<IntegrationResult> {
  return {
    of: (answer) => readKept(responseOf(answer)),
    copied(answer, maxBytes, keep) {
      const text = textOf(answer, maxBytes)
      if (text !== undefined) keep(text)
      return answer
    },
    askOther: async (id) => (await other(id)?.read(ctx, options)) ?? gone,
  }
}

async function readKept(response: Response): Promise<IntegrationResult | Rejection> {
  const head = readHead(response.headers)
  return isRejection(head) ? head : readAnswer({ response, head }, maxBufferedResponseBytes)
}

const gone = Object.freeze(reject('internal_error', { internal: 'no such integration' }))

function copiedStream(
  answer: Response,
  maxBytes: number,
  keep: (body: KeptAnswer['body']) => void,
): Response {
  const { body, status, statusText, headers } = answer
  const declared = Number(headers.get('content-length') ?? 0)
  if (declared > maxBytes) return answer
  if (body === null) {
    keep('')
    return answer
  }
  return new Response(copyStream(body, maxBytes, keep), { status, statusText, headers })
}

/** The body of a read answer as text; undefined when it has too much of it, or is only a part of what was asked. */
function textOf(
  { body, errors, records }: IntegrationResult,
  maxChars: number,
): string | undefined {
  if (errors !== undefined || records !== undefined) return undefined
  if (body === undefined) return ''
  if (typeof body === 'string') return body.length > maxChars ? undefined : body
  return stringifyJson(body, { maxChars, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth })
}

function responseOf({ status, headers, body }: Parameters<Form<Response>['of']>[0]): Response {
  return new Response(hasNullBody(status) ? null : body, {
    status,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
  })
}
