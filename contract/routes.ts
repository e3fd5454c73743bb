import * as z from 'zod'

import { apiToken, email, me, password, role, type Role, session, user } from './account.ts'
import { auditRecord } from './audit.ts'
import { endpoint, endpointConfig, endpointSummary } from './endpoint.ts'
import { kindEntry } from './kind.ts'
import { pageOf, pageQuery } from './page.ts'
import { issue } from './problem.ts'
import { testRequest, testResult } from './trace.ts'
import { endpointVersion, endpointVersionDetail } from './version.ts'

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
}

const defineRoutes = <const Table extends Record<string, Route>>(table: Table) => table

const endpointBody = endpointConfig.meta({ id: 'EndpointConfig' })
const endpointOut = endpoint.meta({ id: 'Endpoint' })

export const routes = defineRoutes({
  // Accounts
  setupStatus: {
    method: 'GET',
    path: '/setup',
    access: 'public',
    tag: 'Accounts',
    status: 200,
    summary: 'Whether an owner exists',
    output: z.object({ needed: z.boolean() }),
  },
  setUp: {
    method: 'POST',
    path: '/setup',
    access: 'public',
    tag: 'Accounts',
    status: 201,
    summary: 'Create the owner with the one-time setup token',
    body: z.strictObject({
      token: z.string().min(1).max(500),
      email,
      name: z.string().trim().min(1).max(120),
      password,
    }),
    output: me,
  },
  signIn: {
    method: 'POST',
    path: '/session',
    access: 'public',
    tag: 'Accounts',
    status: 200,
    summary: 'Sign in with e-mail and password',
    body: z.strictObject({ email, password: z.string().min(1).max(256) }),
    output: me,
  },
  signInByLink: {
    method: 'POST',
    path: '/session/link',
    access: 'public',
    tag: 'Accounts',
    status: 200,
    summary: 'Sign in with the link of the local development server',
    body: z.strictObject({ token: z.string().min(1).max(500) }),
    output: me,
  },
  currentSession: {
    method: 'GET',
    path: '/session',
    access: 'viewer',
    tag: 'Accounts',
    status: 200,
    summary: 'Who is signed in',
    output: me,
  },
  signOut: {
    method: 'DELETE',
    path: '/session',
    access: 'viewer',
    tag: 'Accounts',
    status: 204,
    summary: 'Sign out',
  },
  listSessions: {
    method: 'GET',
    path: '/sessions',
    access: 'viewer',
    tag: 'Accounts',
    status: 200,
    summary: 'My sessions',
    query: pageQuery,
    output: pageOf(session),
  },
  revokeSession: {
    method: 'DELETE',
    path: '/sessions/{id}',
    access: 'viewer',
    tag: 'Accounts',
    status: 204,
    summary: 'End one of my sessions',
  },
  changePassword: {
    method: 'POST',
    path: '/session/password',
    access: 'viewer',
    tag: 'Accounts',
    status: 204,
    summary: 'Change my password; ends my other sessions',
    body: z.strictObject({ currentPassword: z.string().max(256), newPassword: password }),
  },
  listUsers: {
    method: 'GET',
    path: '/users',
    access: 'viewer',
    tag: 'Members',
    status: 200,
    summary: 'Members',
    query: pageQuery,
    output: pageOf(user),
  },
  createUser: {
    method: 'POST',
    path: '/users',
    access: 'admin',
    tag: 'Members',
    status: 201,
    summary: 'Add a member',
    body: z.strictObject({ email, name: z.string().trim().min(1).max(120), role, password }),
    output: user,
  },
  updateUser: {
    method: 'PATCH',
    path: '/users/{id}',
    access: 'admin',
    tag: 'Members',
    status: 200,
    summary: 'Change a member; nobody grants more than their own role, and one owner stays',
    body: z.strictObject({
      name: z.string().trim().min(1).max(120).optional(),
      role: role.optional(),
    }),
    output: user,
  },
  deleteUser: {
    method: 'DELETE',
    path: '/users/{id}',
    access: 'admin',
    tag: 'Members',
    status: 204,
    summary: 'Remove a member, their sessions and tokens',
  },
  listTokens: {
    method: 'GET',
    path: '/tokens',
    access: 'viewer',
    tag: 'API tokens',
    status: 200,
    summary: 'My API tokens',
    query: pageQuery,
    output: pageOf(apiToken),
  },
  createToken: {
    method: 'POST',
    path: '/tokens',
    access: 'viewer',
    tag: 'API tokens',
    status: 201,
    summary: 'Create an API token, shown once; never above my own role',
    body: z.strictObject({
      name: z.string().trim().min(1).max(120),
      role,
      expiresAt: z.iso.datetime().optional(),
    }),
    output: apiToken.extend({ token: z.string() }),
  },
  revokeToken: {
    method: 'DELETE',
    path: '/tokens/{id}',
    access: 'viewer',
    tag: 'API tokens',
    status: 204,
    summary: 'Revoke an API token',
  },

  // Endpoints
  listEndpoints: {
    method: 'GET',
    path: '/endpoints',
    access: 'viewer',
    tag: 'Endpoints',
    status: 200,
    summary: 'Endpoints, newest first',
    query: pageQuery.extend({
      q: z.string().max(200).optional().meta({ description: 'Part of name or path' }),
      method: z.string().max(10).optional(),
      state: z.enum(['draft', 'live', 'off']).optional(),
    }),
    output: pageOf(endpointSummary),
  },
  createEndpoint: {
    method: 'POST',
    path: '/endpoints',
    access: 'editor',
    tag: 'Endpoints',
    status: 201,
    etag: 'sent',
    summary: 'Create an endpoint as a draft',
    body: endpointBody,
    output: endpointOut,
  },
  checkEndpoint: {
    method: 'POST',
    path: '/endpoints/check',
    access: 'viewer',
    tag: 'Endpoints',
    status: 200,
    summary: 'Check a configuration without saving it; `id` is left out of the conflict check',
    body: z.strictObject({ config: z.unknown(), id: z.string().max(64).optional() }),
    output: z.object({ valid: z.boolean(), issues: z.array(issue) }),
  },
  getEndpoint: {
    method: 'GET',
    path: '/endpoints/{id}',
    access: 'viewer',
    tag: 'Endpoints',
    status: 200,
    etag: 'sent',
    summary: 'An endpoint and its draft',
    output: endpointOut,
  },
  saveEndpoint: {
    method: 'PUT',
    path: '/endpoints/{id}',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    etag: 'required',
    summary: 'Replace the draft',
    body: endpointBody,
    output: endpointOut,
  },
  deleteEndpoint: {
    method: 'DELETE',
    path: '/endpoints/{id}',
    access: 'editor',
    tag: 'Endpoints',
    status: 204,
    summary: 'Delete an endpoint and its versions',
  },
  publishEndpoint: {
    method: 'POST',
    path: '/endpoints/{id}/publish',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    etag: 'sent',
    summary: 'Publish the draft as the next version; with If-Match only that very draft',
    body: z.strictObject({ note: z.string().max(500).default('') }).prefault({}),
    output: endpointOut,
  },
  rollbackEndpoint: {
    method: 'POST',
    path: '/endpoints/{id}/rollback',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    etag: 'sent',
    summary: 'Make a published version live again',
    body: z.strictObject({ version: z.int().min(1) }),
    output: endpointOut,
  },
  enableEndpoint: {
    method: 'POST',
    path: '/endpoints/{id}/enable',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    etag: 'sent',
    summary: 'Answer again with the live version',
    output: endpointOut,
  },
  disableEndpoint: {
    method: 'POST',
    path: '/endpoints/{id}/disable',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    etag: 'sent',
    summary: 'Stop answering; nothing is lost',
    output: endpointOut,
  },
  testEndpoint: {
    method: 'POST',
    path: '/endpoints/{id}/test',
    access: 'editor',
    tag: 'Endpoints',
    status: 200,
    summary: 'Run the draft, or the configuration sent, on a request and trace every stage',
    body: z.strictObject({ request: testRequest.prefault({}), config: z.unknown().optional() }),
    output: testResult,
  },
  listVersions: {
    method: 'GET',
    path: '/endpoints/{id}/versions',
    access: 'viewer',
    tag: 'Endpoints',
    status: 200,
    summary: 'Published versions, newest first',
    query: pageQuery,
    output: pageOf(endpointVersion),
  },
  getVersion: {
    method: 'GET',
    path: '/endpoints/{id}/versions/{version}',
    access: 'viewer',
    tag: 'Endpoints',
    status: 200,
    summary: 'One published version',
    output: endpointVersionDetail,
  },

  // Reference
  listKinds: {
    method: 'GET',
    path: '/kinds',
    access: 'viewer',
    tag: 'Reference',
    status: 200,
    summary: 'What every stage offers, with the JSON Schema of each kind',
    output: z.object({ items: z.array(kindEntry) }),
  },
  listAudit: {
    method: 'GET',
    path: '/audit',
    access: 'viewer',
    tag: 'Reference',
    status: 200,
    summary: 'Changes, newest first',
    query: pageQuery.extend({ targetId: z.string().max(64).optional() }),
    output: pageOf(auditRecord),
  },
  openapi: {
    method: 'GET',
    path: '/openapi.json',
    access: 'public',
    tag: 'Reference',
    status: 200,
    summary: 'This API as OpenAPI 3.1',
    output: z.record(z.string(), z.unknown()),
  },
})

export type RouteName = keyof typeof routes
