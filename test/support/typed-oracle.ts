import { isNode, type Node } from '#worker/expression/ast.ts'
import { interpreterOf } from '#worker/expression/interpreter.ts'
import { libraryNow } from '#worker/expression/library.ts'
import { inferExpression } from '#worker/typed/expression.ts'
import type { Finding } from '#worker/typed/finding.ts'
import { startOf } from '#worker/typed/position.ts'
import { typeOfSchema } from '#worker/typed/schema/read.ts'
import { scopeType, unknownSurroundings } from '#worker/typed/scope.ts'
import { itemsOf, kinds, memberOf, shapeOf, type Type } from '#worker/typed/type.ts'

import type { TypedSample } from './random-typed.ts'

/** What evaluating showed of what the types said. */
export interface Verdict {
  readonly findings: readonly Finding[]
  /** Documents for which there was a value. */
  readonly values: number
  /** How the types were wrong. */
  readonly lie?: string
}

/** Holds what the types say against what JSONata itself gives for each document. Undefined: it does not parse. */
export async function verdictOf({
  schema,
  documents,
  source,
}: TypedSample): Promise<Verdict | undefined> {
  if (!parses(source)) return undefined
  const scope = scopeType(typeOfSchema(schema), unknownSurroundings)
  const { type, findings } = inferExpression(source, { scope, purse: { left: 100_000 } })
  const errors = findings.filter(({ severity }) => severity === 'error')
  let values = 0
  for (const body of documents) {
    const input = { request: requestOf(), integrations: {}, body }
    const spoken = { value: false }
    // oxlint-disable-next-line no-await-in-loop -- one after the other: each is watched
    const told = await watched(source, input, errors)
    if (told !== undefined) return { findings, values, lie: `${told} for ${JSON.stringify(body)}` }
    // oxlint-disable-next-line no-await-in-loop -- as above
    const value = await evaluated(source, input, spoken)
    if (!spoken.value) continue
    values += 1
    const place = notAdmitted(value, type)
    if (place !== undefined)
      return {
        findings,
        values,
        lie: `${JSON.stringify(value)} at ${place} for ${JSON.stringify(body)}`,
      }
  }
  return { findings, values }
}

function requestOf() {
  return { method: 'GET', path: '/', params: {}, query: {}, headers: {} }
}

function parses(source: string): boolean {
  try {
    interpreterOf(source)
    return true
  } catch {
    return false
  }
}

async function evaluated(
  source: string,
  input: object,
  spoken: { value: boolean },
): Promise<unknown> {
  try {
    const value = await interpreterOf(source).evaluate(structuredClone(input), 0)
    spoken.value = true
    return value
  } catch {
    return undefined
  }
}

/** A part of which the types say that it never gives a value, and that gave one. */
async function watched(
  source: string,
  input: object,
  errors: readonly Finding[],
): Promise<string | undefined> {
  if (errors.length === 0) return undefined
  const program = libraryNow()(source, { stack: 200, sequence: 10_000 })
  const bind = program.assign as (name: string | symbol, value: unknown) => void
  const empties = new Set<unknown>()
  let told: string | undefined
  bind(
    Symbol.for('jsonata.__evaluate_exit'),
    (node: Node, _input: unknown, _env: unknown, value: unknown) => {
      if (isEmptyList(value)) empties.add(node)
      else empties.delete(node)
      for (const error of errors)
        if (contradicts(error, node, value, { source, empties }))
          told ??= `${error.message} (${error.position})`
    },
  )
  try {
    await program.evaluate(structuredClone(input))
  } catch {
    // An expression that fails gave no value.
  }
  return told
}

interface Watch {
  readonly source: string
  readonly empties: ReadonlySet<unknown>
}

/** The node that a finding is about, with a value. */
function contradicts(error: Finding, node: Node, value: unknown, watch: Watch): boolean {
  // Grouping makes an object of nothing.
  if (isNothing(value) || node.group !== undefined || !isAbout(error, node)) return false
  // An empty list has no items of a wrong type.
  if ((node.arguments ?? []).some((part) => watch.empties.has(part))) return false
  return operandsOf(node, error).some((part) => startOf(part, watch.source) === error.position)
}

/** The hook sees a sequence before it becomes its only item. */
function isEmptyList(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  return value.length === 0 || (value.length === 1 && 'sequence' in value && isEmptyList(value[0]))
}

function isNothing(value: unknown): boolean {
  return value === undefined || isEmptyList(value)
}

/** A name that cannot be there, or an operator or call that cannot take an operand. */
function isAbout({ code, message }: Finding, node: Node): boolean {
  const isOfName = code === 'unknown_field' || message.includes('has no field')
  if (isOfName || node.type === 'name') return isOfName && node.type === 'name'
  const sign = node.type === 'function' ? `$${String(node.procedure?.value)}` : String(node.value)
  return ['function', 'binary', 'unary'].includes(node.type) && message.startsWith(`${sign} `)
}

function operandsOf(node: Node, { message }: Finding): readonly Node[] {
  const { lhs, rhs, expression, arguments: given = [] } = node
  const sides = [lhs, rhs, expression].filter(isNode)
  const isOfAll = node.type === 'name' || /arguments?$|the context is/.test(message)
  return isOfAll ? [node] : [...sides, ...given]
}

/** Where a value is not of a type. */
export function notAdmitted(value: unknown, type: Type, at = '$'): string | undefined {
  if ((kindOf(value) & type.kinds) === 0) return at
  if (Array.isArray(value)) return firstOf(value, () => itemsOf(type), at)
  if (typeof value !== 'object' || value === null) return undefined
  const shape = shapeOf(type)
  for (const [name, member] of shape.members)
    if (member.isRequired && !Object.hasOwn(value, name)) return `${at}.${name}`
  return firstOf(value, (name) => memberOf(shape, name).type, at)
}

function firstOf(value: object, typeOf: (name: string) => Type, at: string): string | undefined {
  // Lists may carry marks of the language.
  const parts: [string, unknown][] = Array.isArray(value)
    ? value.map((part, index) => [`${index}`, part])
    : Object.entries(value)
  for (const [name, part] of parts) {
    const place = notAdmitted(part, typeOf(name), `${at}.${name}`)
    if (place !== undefined) return place
  }
  return undefined
}

function kindOf(value: unknown): number {
  if (value === undefined) return kinds.missing
  if (value === null) return kinds.null
  if (Array.isArray(value)) return kinds.list
  const names = {
    string: kinds.string,
    number: kinds.number,
    boolean: kinds.boolean,
    object: kinds.object,
  }
  return Reflect.get(names, typeof value) ?? kinds.function
}
