import * as z from 'zod'

import { jsonSchema } from '#contract/validation.ts'

import { getAt } from '../../lib/json-pointer.ts'
import { type Operation, StepFailure } from '../operation.ts'
import { spendValue } from '../work.ts'

const parameters = z.strictObject({
  schema: jsonSchema.meta({ title: 'Schema', editor: 'json' }),
  message: z.string().min(1).max(300).optional().meta({ title: 'Message' }),
})

/** Refuses a document whose `target` does not satisfy a JSON Schema. */
export const schema = {
  name: 'schema',
  title: 'Check by a schema',
  source: 'refused',
  target: 'optional',
  input: 'body',
  isRecordwise: true,
  parameters,
  compile({ schema, message }, { compileSchema, path, issue }) {
    const check = usable(
      () => compileSchema(schema),
      (reason) => issue('schema', 'invalid_schema', reason),
    )
    return {
      edit(run) {
        const value = getAt(run.body, path)
        spendValue(run, value)
        const [first] = check?.validate(value) ?? []
        if (first !== undefined) {
          const where = first.pointer === '' ? 'the value' : first.pointer
          throw new StepFailure(message ?? `${where} ${first.message}`, 'schema_mismatch')
        }
        return run.body
      },
    }
  },
} satisfies Operation<typeof parameters>

function usable<T>(make: () => T, refuse: (reason: string) => void): T | undefined {
  try {
    return make()
  } catch (error) {
    refuse(error instanceof Error ? error.message : 'This schema cannot be used')
    return undefined
  }
}
