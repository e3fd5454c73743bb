import {
  type HeaderEntry,
  identityOf,
  type Principal,
  type RequestContext,
  valueOf,
} from '../context.ts'
import type { Expression } from '../expression/index.ts'
import { hashParts } from '../lib/hash-parts.ts'
import { Lru } from '../lib/lru.ts'
import { normalised } from './vary.ts'

/** What answers of an endpoint are told apart by. */
export interface KeyRules {
  /** Stands for the endpoint and for everything in its configuration that shapes answers. */
  readonly scope: string
  readonly isPartitioned: boolean
  /** Expressions read more of the consumer than who it is. */
  readonly readsPrincipal: boolean
  /** In lower case. */
  readonly headers: readonly string[]
  readonly expression: Expression | undefined
}

/** Undefined: each caller has their own answers, and who calls is not known. */
export type KeyOf = (ctx: RequestContext) => string | undefined | Promise<string | undefined>

const rememberedKeys = 5_000
const maxRememberedLength = 1_024
const known = new Lru<string, string>(rememberedKeys)

/** Hashed once per URL and caller, not per request. JSON keeps the parts apart. */
export function compileKey(rules: KeyRules): KeyOf {
  const { expression } = rules
  const partitions = new WeakMap<Principal, readonly unknown[]>()
  const rememberedPartition = (principal: Principal): readonly unknown[] => {
    let partition = partitions.get(principal)
    if (partition === undefined) {
      partition = partitionOf(principal, rules.readsPrincipal)
      partitions.set(principal, partition)
    }
    return partition
  }
  const make = (ctx: RequestContext, text: unknown): string | undefined => {
    const { principal } = ctx
    if (rules.isPartitioned && principal === undefined) return undefined
    const partition = rules.isPartitioned && principal ? rememberedPartition(principal) : null
    const { origin, path, search } = ctx
    const headers = keyedHeaders(rules.headers, ctx)
    return hashed(
      JSON.stringify([rules.scope, 'GET', origin, path, search, partition, text, headers]),
    )
  }
  if (expression === undefined) return (ctx) => make(ctx, null)
  return (ctx) => {
    const value = expression.evaluate({ ctx })
    return value instanceof Promise
      ? value.then((settled: unknown) => make(ctx, [settled]))
      : make(ctx, [value])
  }
}

/** `whole`: with everything that is known of the caller. */
function partitionOf(principal: Principal, whole: boolean): readonly unknown[] {
  const { roles, scopes, claims, keyPrefix } = principal
  return [...identityOf(principal), whole ? [keyPrefix ?? null, roles, scopes, claims] : null]
}

function keyedHeaders(names: readonly string[], ctx: RequestContext): (string | null)[] {
  return names.map((name) => {
    const value = name === ctx.hiddenHeader ? undefined : valueOf(ctx.headers, name)
    const entry: HeaderEntry = [name, value ?? '']
    return value === undefined ? null : normalised(entry)
  })
}

function hashed(text: string): string {
  if (text.length > maxRememberedLength) return hashParts(text)
  let key = known.get(text)
  if (key === undefined) {
    key = hashParts(text)
    known.set(text, key)
  }
  return key
}
