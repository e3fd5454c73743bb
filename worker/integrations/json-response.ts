import type { IntegrationResult } from '../context.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'

/** The answer to a caller of an integration whose result is a value: its body as JSON. */
export function jsonResponse({ status, body }: IntegrationResult): Response | Rejection {
  const text = stringifyJson(body, limits)
  if (text === undefined) return unwritable
  return new Response(text, { status, headers: { 'content-type': 'application/json' } })
}

const limits = { maxChars: maxAnswerBytes, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth }
const unwritable = Object.freeze(
  reject('upstream_too_large', { detail: 'The result has too many values or nests too deep' }),
)
