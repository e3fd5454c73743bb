import * as z from 'zod'

import { authentication } from './authentication.ts'
import { caching } from './caching.ts'
import { idempotency } from './idempotency.ts'
import { integration } from './integration-kinds.ts'
import { headerMap } from './integration.ts'
import { rateLimit } from './rate-limit.ts'
import { integrationOrUse, sharedOrigin } from './shared-use.ts'
import { transformation } from './transformation.ts'
import { validation } from './validation.ts'
import { workflow } from './workflow.ts'

export const endpointMethods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const
export type EndpointMethod = (typeof endpointMethods)[number]

/** Limits on what a request may carry. Beyond them: 413, 415. */
const requestLimits = z.strictObject({
  maxBodyBytes: z
    .int()
    .min(0)
    .max(104_857_600)
    .default(1_048_576)
    .meta({ title: 'Largest body', unit: 'bytes' }),
  contentTypes: z
    .array(
      z.string().regex(/^[\w.+-]+\/(\*|[\w.+-]+)$/, 'Write a media type such as application/json'),
    )
    .max(20)
    .default([])
    .meta({ title: 'Accepted content types', description: 'Empty: all' }),
})

/** How the answer leaves. Without integrations, `body` is the whole answer. */
const response = z.strictObject({
  status: z.int().min(200).max(599).optional().meta({
    title: 'Status',
    description: 'Empty: the status of the upstream, or 200',
  }),
  headers: headerMap.default({}).meta({ title: 'Headers', editor: 'key-value' }),
  body: z.string().max(1_048_576).optional().meta({
    title: 'Body',
    editor: 'template',
    description: 'For an endpoint without integrations: text with {{ expressions }}',
  }),
})

const documentation = z.strictObject({
  summary: z.string().max(200).default('').meta({ title: 'Summary' }),
  tags: z.array(z.string().min(1).max(60)).max(20).default([]).meta({ title: 'Tags' }),
  deprecated: z.boolean().default(false).meta({ title: 'Deprecated' }),
  notes: z.string().max(20_000).default('').meta({ title: 'Notes', editor: 'long-text' }),
})

/**
 * What a user configures for one endpoint: the design document's APIEndpointConfig.
 * Its field names are the document's, so durations there carry no unit; `unit` in the metadata says it.
 */
export const endpointConfig = z.strictObject({
  name: z.string().trim().min(1).max(120).meta({ title: 'Name' }),
  path: z.string().min(1).max(500).meta({
    title: 'Path',
    editor: 'path',
    description:
      'OpenAPI template: /orders/{id}; a last segment * or {rest+} takes everything below',
  }),
  method: z.enum(endpointMethods).meta({ title: 'Method' }),
  description: z
    .string()
    .max(5_000)
    .default('')
    .meta({ title: 'Description', editor: 'long-text' }),
  version: z
    .string()
    .regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}(-[0-9A-Za-z.-]{1,64})?$/, 'Write a version such as 1.0.0')
    .default('1.0.0')
    .meta({ title: 'Version', description: 'Semantic version shown to callers' }),
  isActive: z.boolean().default(true).meta({ title: 'Active' }),
  authentication: authentication.prefault({ type: 'none' }).meta({ title: 'Authentication' }),
  rateLimit: rateLimit.prefault({}).meta({ title: 'Rate limit' }),
  idempotency: idempotency.prefault({}).meta({ title: 'Idempotency' }),
  caching: caching.prefault({}).meta({ title: 'Cache' }),
  request: requestLimits.prefault({}).meta({ title: 'Request limits' }),
  validation: validation.prefault({}).meta({ title: 'Validation' }),
  variables: z
    .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.unknown())
    .default({})
    .meta({
      title: 'Variables',
      description: 'Constants for expressions: variables.<name>. Not for secrets',
    }),
  integrations: z.array(integration).max(20).default([]).meta({ title: 'Integrations' }),
  shared: z.record(z.string(), sharedOrigin).optional().meta({
    title: 'Shared integrations',
    description: 'Of a published version: integrations that publishing wrote out',
  }),
  transformations: z.array(transformation).max(20).default([]).meta({ title: 'Transformations' }),
  workflow: workflow.optional().meta({ title: 'Workflow' }),
  response: response.prefault({}).meta({ title: 'Response' }),
  documentation: documentation.prefault({}).meta({ title: 'Documentation' }),
})
/** A checked configuration, defaults filled in, shared integrations written out. */
export type EndpointConfig = z.output<typeof endpointConfig>
/** What a user may write. */
export type EndpointConfigInput = z.input<typeof endpointConfig>

/** The same as its author writes it: it may refer to shared integrations. */
export const endpointDraft = endpointConfig.omit({ shared: true }).extend({
  integrations: z.array(integrationOrUse).max(20).default([]).meta({ title: 'Integrations' }),
})
export type EndpointDraft = z.output<typeof endpointDraft>

export const endpointStates = ['draft', 'live', 'off'] as const

/** An endpoint as the management API shows it. */
export const endpoint = z.object({
  id: z.string(),
  config: z.unknown().meta({ description: 'The draft: an endpoint configuration' }),
  state: z
    .enum(endpointStates)
    .meta({ description: 'draft: never published; off: published but disabled' }),
  isActive: z.boolean(),
  liveVersion: z.int().nullable(),
  latestVersion: z.int().meta({ description: '0 before the first publish' }),
  hasUnpublishedChanges: z.boolean(),
  revision: z.int().meta({ description: 'Counts saves; the ETag is derived from it' }),
  url: z.string().meta({ description: 'Where callers reach it, path template included' }),
  owner: z.string(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Endpoint = Omit<z.output<typeof endpoint>, 'config'> & { config: EndpointDraft }

/** A row of the list: no configuration. */
export const endpointSummary = endpoint.omit({ config: true }).extend({
  name: z.string(),
  method: z.enum(endpointMethods),
  path: z.string(),
  description: z.string(),
  version: z.string(),
  tags: z.array(z.string()),
})
export type EndpointSummary = z.output<typeof endpointSummary>
