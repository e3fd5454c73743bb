import type { Validation } from '#contract/validation.ts'

import type { RequestContext } from '../context.ts'
import { decodeUtf8 } from '../lib/decode-utf8.ts'
import { isDeeperThan } from '../lib/json-scan.ts'
import { isJsonType } from '../lib/media-type.ts'
import { readBytes } from '../lib/read-bytes.ts'
import { maxBufferedResponseBytes, maxJsonDepth } from '../limits.ts'
import type { Answer, Respond } from '../pipeline.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { traced } from '../trace.ts'
import { type CompiledSchema, compileSchema } from './json-schema/index.ts'
import { prefixed, schemaOptions } from './schema-options.ts'

/**
 * Checks JSON answers with a status of 200 to 299 against the schema of the endpoint. `report`: they leave,
 * and what is wrong is in `ctx.findings`; `enforce`: 502 response_invalid. The answer is held in memory.
 * Throws SchemaFault.
 */
export function validateResponse(config: Validation['response'], respond: Respond): Respond {
  if (config === undefined || config.mode === 'off') return respond
  const schema = compileSchema(config.schema, schemaOptions)
  const enforces = config.mode === 'enforce'
  return async (ctx) => {
    const answer = await respond(ctx)
    if (isRejection(answer) || !answer.ok || !isJsonType(answer.headers.get('content-type')))
      return answer
    return traced<Answer>(
      ctx,
      'validate',
      'response',
      () => checked(answer, schema, enforces, ctx),
      () => ({ issues: ctx.findings }),
    )
  }
}

const notJson = [{ pointer: '', code: 'type', message: 'must be JSON' }]

// oxlint-disable-next-line max-params -- one caller
async function checked(
  answer: Response,
  schema: CompiledSchema,
  enforces: boolean,
  ctx: RequestContext,
): Promise<Answer> {
  const bytes = await readBytes(answer, maxBufferedResponseBytes)
  if (bytes === undefined) return tooLarge
  const read = parse(bytes)
  const issues = read === undefined ? notJson : prefixed('', schema.validate(read.value))
  if (issues.length > 0 && enforces) return reject('response_invalid', { issues })
  ctx.findings = issues
  return new Response(answer.body === null ? null : bytes, answer)
}

const tooLarge: Rejection = Object.freeze(
  reject('upstream_too_large', { detail: `The limit is ${maxBufferedResponseBytes} bytes` }),
)

/** Undefined when it is no JSON that can be checked. */
function parse(bytes: Uint8Array): { readonly value: unknown } | undefined {
  const text = decodeUtf8(bytes)
  if (text === undefined || isDeeperThan(text, maxJsonDepth)) return undefined
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
