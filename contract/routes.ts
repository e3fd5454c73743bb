import * as z from 'zod'

import { accountRoutes } from './account-routes.ts'
import { auditRecord } from './audit.ts'
import { cacheRoutes } from './cache-routes.ts'
import { breakerRoutes } from './breaker.ts'
import { connectionTestRoutes } from './connection-test.ts'
import { consumerRoutes } from './consumer-routes.ts'
import { endpointRoutes } from './endpoint-routes.ts'
import { integrationCallRoutes } from './integration-calls.ts'
import { integrationRoutes } from './integration-routes.ts'
import { kindEntry } from './kind.ts'
import { pageOf, pageQuery } from './page.ts'
import { recordedRequestRoutes } from './recorded-requests.ts'
import { rateLimitBlockRoutes } from './rate-limit-blocks.ts'
import { defineRoutes } from './route.ts'
import { secretRoutes } from './secret-routes.ts'
import { transformationRoutes } from './transformation-routes.ts'
import { webhookRoutes } from './webhook-routes.ts'

export type { Access, Route } from './route.ts'

const referenceRoutes = defineRoutes({
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

/** The management API: the router, the typed client and the OpenAPI document derive from this table. */
export const routes = {
  ...accountRoutes,
  ...endpointRoutes,
  ...cacheRoutes,
  ...breakerRoutes,
  ...connectionTestRoutes,
  ...integrationCallRoutes,
  ...webhookRoutes,
  ...integrationRoutes,
  ...consumerRoutes,
  ...rateLimitBlockRoutes,
  ...secretRoutes,
  ...transformationRoutes,
  ...recordedRequestRoutes,
  ...referenceRoutes,
} as const

export type RouteName = keyof typeof routes
