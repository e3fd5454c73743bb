import { isRecord } from '#contract/is-record.ts'
import type { JsonSchema } from '#contract/validation.ts'

/** Text of a parameter or header, as callers write it: once, or several times. */
export type TextValue = string | readonly string[]

/**
 * Reads text as the type a schema declares for its name: parameters and headers have no types of their own.
 * Exact: a number is what JSON calls one (`01`, `+1`, `0x1`, ` 1` and the empty text are not), a boolean is
 * `true` or `false`. What cannot be read stays text, so that the schema refuses it.
 */
export function textReader(schema: JsonSchema): (name: string, text: TextValue) => unknown {
  const properties = memberOf(schema, 'properties')
  const readers = new Map(
    Object.entries(isRecord(properties) ? properties : {}).map(([name, member]) => [
      name,
      readerOf(member),
    ]),
  )
  return (name, text) => (readers.get(name) ?? asWritten)(text)
}

type Reader = (text: TextValue) => unknown

const asWritten: Reader = (text) => text
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

function readerOf(schema: unknown): Reader {
  const types = [memberOf(schema, 'type')].flat()
  if (types.includes('array')) {
    const item = readerOf(memberOf(schema, 'items'))
    return (text) => (typeof text === 'string' ? [text] : text).map((one) => item(one))
  }
  const isNumber = types.includes('number') || types.includes('integer')
  const isBoolean = types.includes('boolean')
  if (!isNumber && !isBoolean) return asWritten
  return (text) => {
    if (typeof text !== 'string') return text
    if (isNumber && jsonNumber.test(text) && Number.isFinite(Number(text))) return Number(text)
    return isBoolean && (text === 'true' || text === 'false') ? text === 'true' : text
  }
}

function memberOf(schema: unknown, name: string): unknown {
  return isRecord(schema) && Object.hasOwn(schema, name) ? schema[name] : undefined
}
