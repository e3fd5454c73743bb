import * as z from 'zod'

import { type Operation, StepFailure } from '../operation.ts'
import { spendValue } from '../work.ts'

const parameters = z.strictObject({
  to: z.enum(['string', 'number', 'integer', 'boolean', 'json', 'date']).meta({ title: 'Type' }),
  onFailure: z
    .enum(['fail', 'null', 'keep', 'remove'])
    .default('fail')
    .meta({ title: 'When it cannot be converted' }),
})

/** Makes another type of a value; null and a missing value stay. */
export const convert = {
  name: 'convert',
  title: 'Convert the type',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: ({ to, onFailure }) => ({
    apply(value, run) {
      if (value === undefined || value === null) return value
      spendValue(run, value)
      const converted = converters[to](value)
      if (converted !== undefined) return converted.value
      if (onFailure === 'fail')
        throw new StepFailure(`the value cannot be converted to ${to}`, 'not_convertible')
      return { null: null, keep: value, remove: undefined }[onFailure]
    },
  }),
} satisfies Operation<typeof parameters>

type Converted = { readonly value: unknown } | undefined

const converters = { string, number, integer, boolean, json, date } as const

function string(value: unknown): Converted {
  return { value: typeof value === 'string' ? value : JSON.stringify(value) }
}

function number(value: unknown): Converted {
  if (typeof value === 'boolean') return { value: value ? 1 : 0 }
  if (typeof value === 'number') return { value }
  if (typeof value !== 'string' || !/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value.trim()))
    return undefined
  const read = Number(value)
  return Number.isFinite(read) ? { value: read } : undefined
}

function integer(value: unknown): Converted {
  const read = number(value)
  return read !== undefined && Number.isSafeInteger(read.value) ? read : undefined
}

function boolean(value: unknown): Converted {
  if (typeof value === 'boolean') return { value }
  if (value === 'true' || value === '1' || value === 1) return { value: true }
  return value === 'false' || value === '0' || value === 0 ? { value: false } : undefined
}

function json(value: unknown): Converted {
  if (typeof value !== 'string') return { value }
  try {
    return { value: JSON.parse(value) as unknown }
  } catch {
    return undefined
  }
}

/** RFC 3339 in UTC, of a date text or milliseconds since 1970. */
function date(value: unknown): Converted {
  const ms = millisOf(value)
  return ms === undefined ? undefined : { value: new Date(ms).toISOString() }
}

/** Milliseconds since 1970 of a number of them or an ISO 8601 text. */
export function millisOf(value: unknown): number | undefined {
  const isIso = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}([T ]\S{5,30})?$/.test(value)
  const ms = typeof value === 'number' ? value : isIso ? Date.parse(value) : Number.NaN
  return Math.abs(ms) <= 8.64e15 ? ms : undefined
}
