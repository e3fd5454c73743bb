import * as z from 'zod'

import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'

import { type Operation, StepFailure } from '../operation.ts'
import { spend } from '../work.ts'

const parameters = z.strictObject({
  encoding: z.enum(['hex', 'base64url']).default('hex').meta({ title: 'Written as' }),
  saltVariable: z.string().max(64).optional().meta({ title: 'Variable with the salt' }),
})

/** SHA-256 of a text, number or boolean, after the salt in a variable. */
export const hash = {
  name: 'hash',
  title: 'Hash',
  source: 'optional',
  target: 'optional',
  input: 'target',
  isRecordwise: true,
  parameters,
  compile: ({ encoding, saltVariable }) => ({
    apply(value, run) {
      if (value === undefined || value === null) return value
      if (typeof value === 'object') throw new StepFailure('a text is needed here', 'wrong_type')
      const text = Buffer.from(String(value))
      spend(run, 100 + text.byteLength)
      const hash = createHash('sha256')
      if (saltVariable !== undefined) hash.update(saltOf(saltVariable, run.ctx.variables))
      return hash.update(text).digest(encoding)
    },
  }),
} satisfies Operation<typeof parameters>

function saltOf(name: string, variables: Readonly<Record<string, unknown>>): string {
  const salt = Object.hasOwn(variables, name) ? variables[name] : undefined
  if (typeof salt !== 'string' || salt === '')
    throw new StepFailure(`the variable ${name} has no text for a salt`, 'missing_salt')
  return salt
}
