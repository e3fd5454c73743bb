import type * as z from 'zod'

import type { RouteName, routes } from '#contract/routes.ts'

type Table = typeof routes
type ParamNames<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParamNames<Rest>
  : never

type ParamsOf<Name extends RouteName> = ParamNames<Table[Name]['path']>
type Optional<Value> = { [Key in keyof Value]?: Value[Key] | undefined }

/** Path parameters: asked for exactly when the path has some. */
type ParamsOption<Name extends RouteName> = [ParamsOf<Name>] extends [never]
  ? { params?: undefined }
  : { params: Record<ParamsOf<Name>, string | number> }

type QueryOption<Name extends RouteName> = Table[Name] extends {
  query: infer Query extends z.ZodType
}
  ? { query?: Optional<z.output<Query>> }
  : { query?: undefined }

type BodyOption<Name extends RouteName> = Table[Name] extends { body: infer Body extends z.ZodType }
  ? undefined extends z.input<Body>
    ? { body?: z.input<Body> }
    : { body: z.input<Body> }
  : { body?: undefined }

export type CallOptions<Name extends RouteName> = ParamsOption<Name> &
  QueryOption<Name> &
  BodyOption<Name> & {
    /** ETag of the revision the change is based on. */
    ifMatch?: string | undefined
    signal?: AbortSignal | undefined
  }

export type Output<Name extends RouteName> = Table[Name] extends {
  output: infer Out extends z.ZodType
}
  ? z.output<Out>
  : undefined

/** Options may be left out when nothing in them is required. */
export type CallArguments<Name extends RouteName> =
  Record<never, never> extends CallOptions<Name>
    ? [options?: CallOptions<Name>]
    : [options: CallOptions<Name>]

export interface Answer<Data> {
  readonly data: Data
  /** ETag of the resource as read or written, for `ifMatch`; null when the route sends none. */
  readonly etag: string | null
}
