import { requestBody } from '../body.ts'
import type { RequestContext } from '../context.ts'
import { withoutSession } from '../dashboard-session.ts'
import type { Reads } from './reads.ts'
import type { Scope } from './types.ts'

/** The input document of an expression, with only what it reads in it. */
export function materialise(scope: Scope, reads: Reads): object {
  const input = new Input()
  for (const root of inOrder) {
    const value = reads.roots.has(root) ? rootOf(root, scope, reads) : undefined
    if (value !== undefined) input[root] = value
  }
  return input
}

const inOrder = [
  'principal',
  'integrations',
  'variables',
  'body',
  'items',
  'item',
  'request',
] as const

function rootOf(root: (typeof inOrder)[number], scope: Scope, reads: Reads): unknown {
  if (root === 'body' || root === 'items' || root === 'item') return scope[root]
  return root === 'request' ? requestOf(scope.ctx, reads) : scope.ctx[root]
}

/** Inherits nothing, and has a hidden class: Object.create(null) makes a hash table. */
const Input = function Input() {} as unknown as InputConstructor
Input.prototype = Object.create(null)

interface InputConstructor {
  new (): Record<string, unknown>
  prototype: object
  /** Keeps the hidden classes of the usual documents alive (docs/decisions/0033-hidden-classes.md). */
  kept: readonly object[]
}

Input.kept = inOrder.map((root) => Object.assign(new Input(), { [root]: {} }))

function requestOf(ctx: RequestContext, reads: Reads): object {
  const request = record()
  if (reads.request.has('method')) request['method'] = ctx.request.method
  if (reads.request.has('path')) request['path'] = ctx.path
  if (reads.request.has('params')) request['params'] = paramsOf(ctx)
  if (reads.request.has('query')) request['query'] = queryOf(ctx)
  if (reads.request.has('headers')) request['headers'] = headersNamed(ctx, reads.headers)
  if (reads.request.has('body')) request['body'] = requestBody(ctx)
  return withoutUndefined(request)
}

/** Decoded path parameters. */
export function paramsOf(ctx: RequestContext): Record<string, unknown> {
  const params = record()
  for (const name of Object.keys(ctx.rawParams)) params[name] = param(ctx, name)
  return params
}

export function param(ctx: RequestContext, name: string): string | undefined {
  const raw = Object.hasOwn(ctx.rawParams, name) ? ctx.rawParams[name] : undefined
  if (raw === undefined || !raw.includes('%')) return raw
  try {
    return decodeURIComponent(raw)
  } catch {
    // An escape that is not UTF-8 has no text: the caller's own spelling stands for it.
    return raw
  }
}

/** Query parameters: text, or a list when a name is repeated. */
export function queryOf(ctx: RequestContext): Record<string, unknown> {
  const query = record()
  for (const [name, value] of new URLSearchParams(ctx.search)) {
    const before = query[name]
    if (before === undefined) query[name] = value
    else if (Array.isArray(before)) before.push(value)
    else query[name] = [before, value]
  }
  return query
}

/** Request headers by their lower-case names. */
export function headersOf(ctx: RequestContext): Record<string, unknown> {
  const headers = record()
  for (const name of ctx.request.headers.keys()) {
    const value = header(ctx, name)
    if (value !== undefined) headers[name] = value
  }
  return headers
}

function headersNamed(ctx: RequestContext, names: ReadonlySet<string>): Record<string, unknown> {
  if (names.has('*')) return headersOf(ctx)
  const headers = record()
  for (const name of names) {
    const value = isFieldName(name) ? header(ctx, name) : undefined
    if (value !== undefined) headers[name] = value
  }
  return headers
}

/** Names in the scope are lower case, and Headers throws on what is not a field-name (RFC 9110 5.1). */
export function isFieldName(name: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/.test(name)
}

/** A request header by its lower-case name. The session of the dashboard and the caller's credential are never visible. */
export function header(ctx: RequestContext, name: string): string | undefined {
  if (name === ctx.hiddenHeader) return undefined
  const value = ctx.request.headers.get(name)
  if (value === null || name !== 'cookie') return value ?? undefined
  return withoutSession(value) || undefined
}

/** No prototype: names come from callers. */
function record(): Record<string, unknown> {
  return Object.create(null)
}

function withoutUndefined(input: Record<string, unknown>): object {
  for (const key of Object.keys(input)) if (input[key] === undefined) delete input[key]
  return input
}
