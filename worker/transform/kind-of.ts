import * as z from 'zod'

import {
  transformation,
  type transformationTypes,
  transformationStep,
} from '#contract/transformation.ts'

import type { Kind } from '../kind.ts'
import type { AnyOperation } from './operation.ts'
import { compileRule } from './rule.ts'
import type { CompiledTransformation, TransformDeps } from './types.ts'

type Type = (typeof transformationTypes)[number]

/** A rule type: its operations. Its JSON Schema says of each what it takes. */
export function ruleKind(type: Type, title: string, operations: readonly AnyOperation[]) {
  const config = transformation.extend({ type: z.literal(type) })
  return {
    type,
    title,
    config,
    describe({ zodSchema, jsonSchema }) {
      if (zodSchema === transformationStep) jsonSchema.oneOf = operations.map(schemaOf)
    },
    compile: (rule, deps) => compileRule(rule, operations, deps),
  } satisfies Kind<typeof config, TransformDeps, CompiledTransformation>
}

function schemaOf({
  name,
  title,
  parameters,
  source,
  target,
}: AnyOperation): z.core.JSONSchema.JSONSchema {
  const schema = z.toJSONSchema(parameters as z.ZodType, { io: 'input', unrepresentable: 'any' })
  const { $schema: _, ...own } = schema
  const isRequired = { source, target, parameters: needs(own) }
  return {
    title,
    properties: {
      operation: { const: name },
      ...(source === 'refused' && { source: { const: '' } }),
      ...(target === 'refused' && { target: { const: '' } }),
      parameters: own,
    },
    required: [
      'operation',
      ...Object.entries(isRequired).flatMap(([field, use]) => (use === 'required' ? [field] : [])),
    ],
  }
}

function needs({ required }: { readonly required?: readonly string[] | undefined }): string {
  return required !== undefined && required.length > 0 ? 'required' : 'optional'
}
