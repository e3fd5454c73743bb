import * as z from 'zod'

import { keepSources } from '../../lib/exact-json.ts'
import type { Operation } from '../operation.ts'
import { spendValue } from '../work.ts'

const parameters = z.strictObject({
  names: z.array(z.string().min(1).max(200)).min(1).max(200).meta({ title: 'Names' }),
  replacement: z.string().max(100).nullable().default('[redacted]').meta({ title: 'Replacement' }),
  keepLast: z.int().min(0).max(8).default(0).meta({ title: 'Characters to keep at the end' }),
})

/** Replaces the values of members with these names, at any depth, whatever their case. */
export const redact = {
  name: 'redact',
  title: 'Redact',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile({ names, replacement, keepLast }) {
    const hidden: ReadonlySet<string> = new Set(names.map((name) => name.toLowerCase()))
    const redacted = (value: unknown) =>
      typeof value === 'string' &&
      replacement !== null &&
      value.length > 2 * keepLast &&
      keepLast > 0
        ? replacement + value.slice(-keepLast)
        : replacement
    const visit = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value
      if (Array.isArray(value)) return keepSources(value, value.map(visit))
      const members = Object.fromEntries(
        Object.entries(value).map(([key, part]) => [
          key,
          hidden.has(key.toLowerCase()) ? redacted(part) : visit(part),
        ]),
      )
      return keepSources(value, members)
    }
    return {
      apply(value, run) {
        spendValue(run, value)
        return visit(value)
      },
    }
  },
} satisfies Operation<typeof parameters>
