import type * as z from 'zod'

import type { Role } from '#contract/account.ts'
import type { Route, RouteName, routes } from '#contract/routes.ts'

import type { Services } from '../services.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** Who calls: a signed-in user or one of their API tokens, with the role the database has now. */
export interface Actor {
  readonly userId: string
  readonly name: string
  readonly role: Role
  /** Undefined for API tokens. */
  readonly sessionId: string | undefined
}

/** Of If-Match: a revision, `*` for whatever is there, undefined when it was not sent. */
export type IfMatch = number | '*' | undefined

/** What a handler gets: everything about the request, already checked against the route. */
export interface Call<R extends Route> {
  readonly services: Services
  readonly request: Request
  readonly requestId: string
  readonly clientIp: string | null
  readonly now: number
  readonly actor: R['access'] extends 'public' ? Actor | undefined : Actor
  readonly params: Readonly<Record<PathParams<R['path']>, string>>
  readonly query: R['query'] extends z.ZodType ? z.output<R['query']> : undefined
  readonly body: R['bodyCheck'] extends 'handler'
    ? unknown
    : R['body'] extends z.ZodType
      ? z.output<R['body']>
      : undefined
  readonly ifMatch: IfMatch
  readonly waitUntil: WaitUntil
}

/** What a handler answers; `output` is reduced to the route's schema before it leaves. */
export interface Answer<R extends Route> {
  readonly output: R['output'] extends z.ZodType ? z.input<R['output']> : undefined
  readonly etag?: string
  readonly headers?: Readonly<Record<string, string>>
}

export type Handler<Name extends RouteName> = (
  call: Call<(typeof routes)[Name]>,
) => Promise<Answer<(typeof routes)[Name]>>

/** The handlers of some routes. A route of the table without a handler does not compile (handlers.ts). */
export type Handlers<Name extends RouteName> = { readonly [Key in Name]: Handler<Key> }

/** What every handler gets, whatever its route. */
export type AnyCall = Omit<Call<Route>, 'actor' | 'query' | 'body' | 'params'>

type PathParams<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathParams<Rest>
  : never
