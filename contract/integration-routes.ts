import * as z from 'zod'

import { integration } from './integration-kinds.ts'
import { pageOf, pageQuery } from './page.ts'
import { defineRoutes } from './route.ts'
import {
  integrationCheck,
  integrationUse,
  maxRenewals,
  renewal,
  sharedIntegration,
  sharedIntegrationSummary,
} from './shared-integration.ts'

const integrationBody = integration.meta({ id: 'Integration' })
const integrationOut = sharedIntegration.meta({ id: 'SharedIntegration' })

/** Shared integrations: defined once, written out into each version that uses them. */
export const integrationRoutes = defineRoutes({
  listIntegrations: {
    method: 'GET',
    path: '/integrations',
    access: 'viewer',
    tag: 'Shared integrations',
    status: 200,
    summary: 'Shared integrations and the revisions that answer, newest first',
    query: pageQuery.extend({
      q: z.string().max(200).optional().meta({ description: 'Part of name or host' }),
    }),
    output: pageOf(sharedIntegrationSummary),
  },
  createIntegration: {
    method: 'POST',
    path: '/integrations',
    access: 'editor',
    tag: 'Shared integrations',
    status: 201,
    etag: 'sent',
    summary: 'Create a shared integration',
    body: integrationBody,
    bodyCheck: 'handler',
    output: integrationOut,
  },
  checkIntegration: {
    method: 'POST',
    path: '/integrations/check',
    access: 'viewer',
    tag: 'Shared integrations',
    status: 200,
    summary: 'Check an integration without saving it; with `id`, what it would do to endpoints',
    body: z.strictObject({ config: z.unknown(), id: z.string().max(64).optional() }),
    output: integrationCheck,
  },
  getIntegration: {
    method: 'GET',
    path: '/integrations/{id}',
    access: 'viewer',
    tag: 'Shared integrations',
    status: 200,
    etag: 'sent',
    summary: 'A shared integration',
    output: integrationOut,
  },
  saveIntegration: {
    method: 'PUT',
    path: '/integrations/{id}',
    access: 'editor',
    tag: 'Shared integrations',
    status: 200,
    etag: 'required',
    summary: 'Change a shared integration; what is published stays as it is until it is renewed',
    body: integrationBody,
    bodyCheck: 'handler',
    output: integrationOut,
  },
  deleteIntegration: {
    method: 'DELETE',
    path: '/integrations/{id}',
    access: 'editor',
    tag: 'Shared integrations',
    status: 204,
    summary: 'Delete a shared integration that no draft and no live version uses',
  },
  integrationUsage: {
    method: 'GET',
    path: '/integrations/{id}/usage',
    access: 'viewer',
    tag: 'Shared integrations',
    status: 200,
    summary: 'Endpoints that use it, with the revision that answers, newest first',
    query: pageQuery,
    output: pageOf(integrationUse),
  },
  republishIntegration: {
    method: 'POST',
    path: '/integrations/{id}/republish',
    access: 'editor',
    tag: 'Shared integrations',
    status: 200,
    etag: 'sent',
    summary:
      'Renew it in live versions, as new versions; drafts are left alone. With If-Match only to that revision',
    body: z.strictObject({
      endpoints: z
        .array(z.string().min(1).max(64))
        .min(1)
        .max(maxRenewals)
        .transform((ids) => [...new Set(ids)])
        .meta({ description: 'Ids of endpoints' }),
    }),
    output: z.object({ revision: z.int(), items: z.array(renewal) }),
  },
})
