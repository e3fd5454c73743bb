import { type FieldSchema, discriminatorOf } from '../form/schema.ts'
import { transformationSchema } from './config-schema.ts'

/** One thing a step can do, and the fields it has. */
export interface Operation {
  readonly name: string
  readonly schema: FieldSchema
  /** Members of the step to show. */
  readonly fields: readonly string[]
}

const ownSteps = transformationSchema.properties?.['rules']?.items ?? {}

/** What every version offers. */
const basic: readonly Operation[] = [
  { name: 'set', schema: ownSteps, fields: ['source', 'target', 'condition'] },
  { name: 'remove', schema: ownSteps, fields: ['target', 'condition'] },
]

/**
 * Operations by the JSON Schema of a kind: one variant of its steps for each, told apart by `operation`, or a list
 * of names. A schema that names none has set and remove.
 */
export function operationsOf(kind: FieldSchema | undefined): readonly Operation[] {
  const step = kind?.properties?.['rules']?.items
  if (step === undefined) return basic
  if (discriminatorOf(step) === 'operation') return (step.oneOf ?? step.anyOf ?? []).map(ofVariant)
  const names = step.properties?.['operation']?.enum
  return names?.map((name) => ({ ...ofVariant(step), name: String(name) })) ?? basic
}

const ofVariant = (schema: FieldSchema): Operation => ({
  name: String(schema.properties?.['operation']?.const ?? ''),
  schema,
  fields: Object.keys(schema.properties ?? {}).filter((name) => name !== 'operation'),
})
