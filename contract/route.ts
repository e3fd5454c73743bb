import type * as z from 'zod'

import type { Role } from './account.ts'

/** `public` needs no credentials. Every other route names the least role that may use it. */
export type Access = Role | 'public'

/** One route of the management API. The router, the typed client and the OpenAPI document derive from it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below /api/v1, OpenAPI template. */
  readonly path: `/${string}`
  readonly access: Access
  readonly tag: string
  readonly summary: string
  readonly status: 200 | 201 | 204
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  readonly output?: z.ZodType
  /** `required`: answers carry an ETag and writes need If-Match (428, 412). */
  readonly etag?: 'sent' | 'required'
  /** `handler`: the handler checks the body itself, to report what the schema cannot know. */
  readonly bodyCheck?: 'handler'
}

/** Keeps each route's own types. */
export const defineRoutes = <const Table extends Record<string, Route>>(table: Table) => table
