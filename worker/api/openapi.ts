import * as z from 'zod'

import { issue } from '#contract/problem.ts'
import { problemBody } from '#contract/problem-body.ts'
import { type Route, type RouteName, routes } from '#contract/routes.ts'

import { sessionCookieName } from '../dashboard-session.ts'
import { apiVersion } from './api-version.ts'

type Json = Record<string, unknown>

const tags = {
  Accounts: 'Setting up, signing in, sessions',
  Members: 'Who works with this instance, and their roles',
  'API tokens': 'Credentials for scripts',
  Endpoints: 'Drafts, versions and what answers',
  'Shared integrations': 'Defined once, written out into each version that uses them',
  Reference: 'Kinds, audit trail, this document',
}

/** The management API as OpenAPI 3.1, out of the same table that serves it. */
export function openapiDocument(origin: string): Json {
  const paths: Record<string, Json> = {}
  for (const [name, route] of Object.entries(routes) as [RouteName, Route][]) {
    paths[route.path] = {
      ...paths[route.path],
      [route.method.toLowerCase()]: operation(name, route),
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ecluse management API',
      version: apiVersion,
      description: 'Everything the dashboard does. Errors are problem+json (RFC 9457).',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ token: [] }, { session: [] }],
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      schemas: namedSchemas,
      responses: { Problem: problemResponse },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'An API token: ecl_…' },
        session: { type: 'apiKey', in: 'cookie', name: sessionCookieName },
      },
    },
  }
}

function operation(name: RouteName, route: Route): Json {
  return {
    operationId: name,
    summary: route.summary,
    description:
      route.access === 'public' ? 'Needs no credentials.' : `Needs the role ${route.access}.`,
    tags: [route.tag],
    ...(route.access === 'public' ? { security: [] } : {}),
    parameters: [...pathParameters(route), ...queryParameters(route), ...headerParameters(route)],
    ...(route.body && {
      requestBody: {
        required: !route.body.safeParse(undefined).success,
        content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
      },
    }),
    responses: {
      [route.status]: success(route),
      '4XX': { $ref: '#/components/responses/Problem' },
      '5XX': { $ref: '#/components/responses/Problem' },
    },
  }
}

function success(route: Route): Json {
  const headers = route.etag && {
    headers: { ETag: { schema: { type: 'string' }, description: 'Revision of the draft' } },
  }
  if (route.output === undefined) return { description: 'Done', ...headers }
  const schema = schemaOf(route.output, 'output')
  return { description: 'Done', ...headers, content: { 'application/json': { schema } } }
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: name === 'version' ? { type: 'integer', minimum: 1 } : { type: 'string' },
  }))
}

function queryParameters({ query }: Route): Json[] {
  if (query === undefined) return []
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    // A coerced number has no input type of its own.
    schema: name === 'limit' ? { type: 'integer', ...(schema as Json) } : schema,
  }))
}

function headerParameters({ etag, method }: Route): Json[] {
  if (etag === undefined || method === 'GET') return []
  const schema = { type: 'string' }
  const description = 'ETag of the draft that was read, or *'
  return [{ name: 'If-Match', in: 'header', required: etag === 'required', schema, description }]
}

const namedSchemas: Json = {}

/** JSON Schema 2020-12; a schema with an id goes to the components once and is referred to. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const {
    $schema: _dialect,
    $defs,
    ...json
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
  }) as Json
  const rewritten = rewriteRefs(json) as Json
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json))
    namedSchemas[name] = withoutId(rewriteRefs(definition) as Json)
  const { id } = json
  if (typeof id !== 'string') return rewritten
  namedSchemas[id] = withoutId(rewritten)
  return { $ref: `#/components/schemas/${id}` }
}

function withoutId({ id: _id, ...schema }: Json): Json {
  return schema
}

function rewriteRefs(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

const problemResponse = {
  description: 'What went wrong',
  content: {
    'application/problem+json': {
      schema: schemaOf(
        problemBody.extend({ details: z.array(issue).optional() }).meta({ id: 'Problem' }),
        'output',
      ),
    },
  },
}
