import * as z from 'zod'

import { ruleReport } from './coverage.ts'
import { endpoint, endpointDraft, endpointSummary } from './endpoint.ts'
import { pageOf, pageQuery } from './page.ts'
import { planNode } from './plan.ts'
import { issue } from './problem.ts'
import { defineRoutes } from './route.ts'
import { testRequest, testResult } from './trace.ts'
import { endpointVersion, endpointVersionDetail } from './version.ts'

const endpointBody = endpointDraft.meta({ id: 'EndpointConfig' })
const endpointOut = endpoint.meta({ id: 'Endpoint' })

/** Endpoints: drafts, publishing, versions. */
export const endpointRoutes = defineRoutes({
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
    bodyCheck: 'handler',
    output: endpointOut,
  },
  checkEndpoint: {
    method: 'POST',
    path: '/endpoints/check',
    access: 'viewer',
    tag: 'Endpoints',
    status: 200,
    summary:
      'Check a configuration without saving it, and how its integrations depend on each other; `id` is left out of the conflict check',
    body: z.strictObject({ config: z.unknown(), id: z.string().max(64).optional() }),
    output: z.object({
      valid: z.boolean(),
      issues: z.array(issue),
      warnings: z.array(issue).meta({
        description: 'What looks wrong and refuses nothing yet: types, and test cases that fail',
      }),
      plan: z.array(planNode),
      transformations: z.array(ruleReport).meta({ description: 'Test cases of the rules' }),
    }),
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
    bodyCheck: 'handler',
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
})
