import type { IntegrationResult } from '../context.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerBytes, maxAnswerNodes, maxJsonDepth } from '../limits.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'

/** The answer to a caller of an integration whose result is a value: its body as JSON. */
export function jsonAnswer(result: IntegrationResult | Rejection): Response | Rejection {
  if (isRejection(result)) return result
  const { status, body } = result
  const text = stringifyJson(body, limits)
  if (text === undefined) return unwritable
  return new Response(text, { status, headers: [...storageRules(result), jsonType] })
}

const limits = { maxChars: maxAnswerBytes, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth }
const jsonType: [string, string] = ['content-type', 'application/json']
const unwritable = Object.freeze(
  reject('upstream_too_large', { detail: 'The result has too many values or nests too deep' }),
)

/** For how long and for whom the value holds. A cookie is not handed on, but says that it was meant for one caller. */
function storageRules({ headers, errors }: IntegrationResult): [string, string][] {
  const isForNow = headers['set-cookie'] !== undefined || errors !== undefined
  if (isForNow) return [['cache-control', 'no-store']]
  return ['cache-control', 'expires', 'vary'].flatMap((name): [string, string][] => {
    const value = headers[name]
    return value === undefined ? [] : [[name, value]]
  })
}
