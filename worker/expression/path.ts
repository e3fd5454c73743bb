import { requestBody } from '../body.ts'
import type { Node } from './ast.ts'
import { header, isFieldName, param, queryOf } from './scope.ts'
import type { Scope } from './types.ts'

/** The answer of a direct read when the document has a list in the way: the interpreter must map over it. */
export const notPlain = Symbol('not a plain path here')

/** Reads a plain path. */
export type Read = (scope: Scope) => unknown

/** The names of a path that has nothing but names, else undefined. */
export function plainPath(ast: Node): readonly string[] | undefined {
  if (ast.type !== 'path' || ast.group !== undefined || ast.predicate !== undefined)
    return undefined
  if (ast.keepSingletonArray === true || ast.keepArray === true || ast.steps === undefined)
    return undefined
  return ast.steps.every(isPlainName) ? ast.steps.map((step) => String(step.value)) : undefined
}

function isPlainName(step: Node): boolean {
  const extras = [step.stages, step.predicate, step.focus, step.index, step.group]
  return step.type === 'name' && extras.every((extra) => extra === undefined) && !step.tuple
}

/** Compiles names to property reads with the results the interpreter would give. */
export function readPath(path: readonly string[]): Read {
  const [root = '', second = '', ...rest] = path
  const below = path.slice(1)
  switch (root) {
    case 'request':
      return path.length === 1 ? () => notPlain : readRequest(second, rest)
    case 'principal':
      return ({ ctx }) => descend(ctx.principal, below)
    case 'integrations':
      return ({ ctx }) => descend(ctx.integrations, below)
    case 'variables':
      return ({ ctx }) => descend(ctx.variables, below)
    case 'body':
      return ({ body }) => descend(body, below)
    case 'items':
      return ({ items }) => descend(items, below)
    case 'item':
      return ({ item }) => descend(item, below)
    default:
      return () => undefined
  }
}

function readRequest(field: string, rest: readonly string[]): Read {
  const [name = '', ...below] = rest
  if (field === 'body') return ({ ctx }) => descend(requestBody(ctx), rest)
  if (field === 'method') return ({ ctx }) => descend(ctx.request.method, rest)
  if (field === 'path') return ({ ctx }) => descend(ctx.path, rest)
  if (!['params', 'query', 'headers'].includes(field)) return () => undefined
  if (rest.length === 0) return () => notPlain
  if (field === 'params') return ({ ctx }) => descend(param(ctx, name), below)
  if (field === 'query') return ({ ctx }) => descend(queryOf(ctx), rest)
  return isFieldName(name) ? ({ ctx }) => descend(header(ctx, name), below) : () => undefined
}

function descend(value: unknown, names: readonly string[]): unknown {
  let current = value
  for (const name of names) {
    if (typeof current !== 'object' || current === null) return undefined
    if (Array.isArray(current)) return notPlain
    if (!Object.hasOwn(current, name)) return undefined
    current = (current as Record<string, unknown>)[name]
  }
  return current
}
