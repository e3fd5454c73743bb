import * as z from 'zod'

import { resilienceFields, statusPattern } from './resilience.ts'
import { integrationAuthentication } from './integration-authentication.ts'

/** Text with `{{ expression }}` holes, each a JSONata expression over the request scope. */
export const template = z.string().max(16_384).meta({ editor: 'template' })

/** Header field-name (RFC 9110 5.1). */
export const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, 'Write a header name such as x-tenant')

export const headerMap = z.record(headerName, template)

export const integrationTypes = ['http', 'graphql', 'webhook', 'database'] as const

/** What every integration has, whatever its kind. Durations are milliseconds. */
export const integrationBase = z.object({
  id: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]{0,63}$/, 'Start with a letter; letters, digits and _ only')
    .meta({ title: 'Id', description: 'Name used in expressions: integrations.<id>.body' }),
  name: z.string().max(120).default('').meta({ title: 'Name' }),
  type: z.enum(integrationTypes).meta({ title: 'Kind' }),
  endpoint: template.min(1).meta({ title: 'URL', editor: 'url' }),
  authentication: integrationAuthentication
    .default({ type: 'none' })
    .meta({ title: 'Authentication' }),
  headers: headerMap.default({}).meta({ title: 'Headers', editor: 'key-value' }),
  timeout: z.int().min(1).max(30_000).default(10_000).meta({
    title: 'Timeout',
    unit: 'ms',
    description: 'For each attempt, until the last byte is read or the stream is handed over',
  }),
  ...resilienceFields,
})

export const httpMethods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const

/** Body of an outgoing call: `pass` streams the caller's body, the others build one. */
export const outgoingBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pass') }).meta({ title: 'As received' }),
  z.strictObject({ type: z.literal('none') }).meta({ title: 'No body' }),
  z
    .strictObject({
      type: z.literal('json'),
      expression: z.string().min(1).max(16_384).meta({ title: 'JSONata', editor: 'jsonata' }),
    })
    .meta({ title: 'JSON' }),
  z
    .strictObject({
      type: z.literal('form'),
      fields: z
        .record(z.string().max(200), template)
        .meta({ title: 'Fields', editor: 'key-value' }),
    })
    .meta({ title: 'Form' }),
  z
    .strictObject({
      type: z.literal('raw'),
      contentType: z.string().min(3).max(200).default('text/plain; charset=utf-8'),
      template,
    })
    .meta({ title: 'Text' }),
])

/** Kind `http`: one call to an HTTP service. See docs/kinds/integrations/http.md. */
export const httpIntegration = integrationBase
  .extend({
    type: z.literal('http'),
    method: z
      .enum(httpMethods)
      .optional()
      .meta({ title: 'Method', description: 'Empty: the method of the request' }),
    query: z.record(z.string().max(200), template).optional().meta({
      title: 'Query',
      editor: 'key-value',
      description: 'Empty: the query string of the request, as received',
    }),
    body: outgoingBody.default({ type: 'pass' }).meta({ title: 'Body' }),
    expectedStatuses: z.array(statusPattern).max(20).default([]).meta({
      title: 'Expected statuses',
      description: 'Any other status is a 502. Empty: every status is passed on',
    }),
    redirects: z.int().min(0).max(3).default(0).meta({
      title: 'Redirects to follow',
      description: '0: a redirect is passed to the caller. Each hop is checked again',
    }),
    maxResponseBytes: z.int().min(1).max(104_857_600).default(10_485_760).meta({
      title: 'Largest answer',
      unit: 'bytes',
      description: 'Counted after decompression',
    }),
  })
  .strict()
export type HttpIntegration = z.output<typeof httpIntegration>
