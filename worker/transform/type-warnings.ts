import type { Transformation, TransformationStep } from '#contract/transformation.ts'

import { bodyPaths, type BodyPath } from '../expression/body-paths.ts'

/** What the schema of a document says about an expression over it. */
export interface TypeWarning {
  readonly step: number
  readonly pointer: string
  readonly code: 'unknown_field' | 'impossible_type'
  readonly message: string
  readonly position: number
}

/**
 * Fields that `inputSchema` does not declare, and texts where numbers are needed. Looks at sources and conditions until a
 * step changes what is known. The expressions must parse.
 */
export function typeWarnings(rule: Transformation, pointer: string): TypeWarning[] {
  if (rule.inputSchema === undefined) return []
  const changed: string[] = []
  return rule.rules.flatMap((step, at) => {
    const known = changed.includes('') ? [] : ofStep(step, rule)
    const warnings = known.filter(({ path }) => !changed.includes(path.names[0] ?? ''))
    if (step.operation !== 'assert' && step.operation !== 'schema') changed.push(rootOf(step))
    return warnings.map(({ field, code, message, position }) => ({
      code,
      message,
      position,
      step: at,
      pointer: `${pointer}/rules/${at}/${field}`,
    }))
  })
}

interface Found extends Omit<TypeWarning, 'step' | 'pointer'> {
  readonly path: BodyPath
  readonly field: string
}

/** The member of the document that a step changes; empty: any. */
function rootOf({ target, operation }: TransformationStep): string {
  if (operation === 'move' || operation === 'rename') return ''
  return target.startsWith('/') ? (target.split('/')[1] ?? '') : (target.split('.')[0] ?? '')
}

function ofStep(step: TransformationStep, rule: Transformation): Found[] {
  const { source, condition = '' } = step
  return [
    ...ofSource(source, 'source', rule, step.operation === 'jsonata'),
    ...ofSource(condition, 'condition', rule, false),
  ]
}

function ofSource(
  source: string,
  field: string,
  { inputSchema, each }: Transformation,
  isOfDocument: boolean,
  // oxlint-disable-next-line max-params -- one flat call
): Found[] {
  if (source === '') return []
  const root = each === true ? member(inputSchema, 'items') : inputSchema
  return bodyPaths(source, isOfDocument).flatMap((path) => {
    const found = problemOf(path, root)
    return found === undefined ? [] : [{ ...found, path, field }]
  })
}

const ofNumbers = new Set(['sum', 'average', 'max', 'min', 'abs', 'floor', 'ceil', 'round', 'sqrt'])

function problemOf(
  { names, positions, givenTo }: BodyPath,
  root: unknown,
): Omit<Found, 'path' | 'field'> | undefined {
  let schema = root
  for (const [at, name] of names.entries()) {
    const properties = member(itemsOf(schema), 'properties')
    if (typeof properties !== 'object' || properties === null) return undefined
    const position = positions[at] ?? 0
    if (!Object.hasOwn(properties, name)) {
      const others = Object.keys(properties).join(', ')
      const message = `The schema declares no ${name}; it declares: ${others}`
      return { code: 'unknown_field', message, position }
    }
    schema = Reflect.get(properties, name)
  }
  if (givenTo === undefined || !ofNumbers.has(givenTo)) return undefined
  if (member(itemsOf(schema), 'type') !== 'string') return undefined
  const message = `$${givenTo} takes numbers, and ${names.at(-1) ?? 'the document'} is text`
  return { code: 'impossible_type', message, position: positions.at(-1) ?? 0 }
}

/** Paths go through lists. */
function itemsOf(schema: unknown): unknown {
  return member(schema, 'type') === 'array' ? itemsOf(member(schema, 'items')) : schema
}

function member(schema: unknown, name: string): unknown {
  if (typeof schema !== 'object' || schema === null) return undefined
  return Object.hasOwn(schema, name) ? Reflect.get(schema, name) : undefined
}
