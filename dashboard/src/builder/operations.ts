import { discriminatorOf, type FieldSchema } from '../form/schema.ts'
import { transformationSchema } from './config-schema.ts'

/** One thing a step can do, and the fields it has. */
export interface Operation {
  readonly name: string
  readonly title: string
  readonly schema: FieldSchema
  /** Members of the step to show before its parameters. */
  readonly fields: readonly string[]
  /** Undefined when it takes none. */
  readonly parameters: FieldSchema | undefined
  /** The gateway lacks what it needs to run. */
  readonly isUnavailable: boolean
}

const ownStep: FieldSchema = transformationSchema.properties?.['rules']?.items ?? {}

/** What every version offers. */
const basic: readonly Operation[] = [
  operationOf(ownStep, { title: 'Set', properties: { operation: { const: 'set' } } }),
  operationOf(ownStep, {
    title: 'Remove',
    properties: { operation: { const: 'remove' }, source: { const: '' } },
  }),
]

/**
 * Operations by the JSON Schema of a rule kind: a variant of its steps for each, told apart by `operation`, which
 * says what it takes and refuses. A schema without variants has set and remove. `unavailable`: those that cannot run.
 */
export function operationsOf(
  kind: FieldSchema | undefined,
  unavailable: object = {},
): readonly Operation[] {
  const step = kind?.properties?.['rules']?.items
  if (step === undefined || discriminatorOf(step) !== 'operation') return basic
  const variants = step.oneOf ?? step.anyOf ?? []
  return variants.map((variant) => operationOf(step, variant, unavailable))
}

function operationOf(step: FieldSchema, variant: FieldSchema, unavailable: object = {}): Operation {
  const name = String(variant.properties?.['operation']?.const ?? '')
  const parameters = variant.properties?.['parameters']
  const takes = (field: string) => variant.properties?.[field]?.const === undefined
  const { oneOf: _, anyOf: __, ...shared } = step
  return {
    name,
    title: variant.title ?? name,
    schema: { ...shared, required: variant.required ?? [] },
    fields: ['source', 'target'].filter(takes),
    parameters: Object.keys(parameters?.properties ?? {}).length > 0 ? parameters : undefined,
    isUnavailable: Object.hasOwn(unavailable, name),
  }
}
