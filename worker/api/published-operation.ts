import type { EndpointConfig } from '#contract/endpoint.ts'
import type { JsonSchema } from '#contract/validation.ts'

import {
  idempotencyParameters,
  idempotencyResponses,
  replayedHeader,
} from './idempotency-operation.ts'
import { limitedOperation } from './limited-operation.ts'
import { problem } from './problem-response.ts'
import { securityScheme } from './security-scheme.ts'

/** One published endpoint as an OpenAPI 3.1 operation: parameters, body, answer and who may call. */
export function publishedOperation(endpointId: string, path: string, config: EndpointConfig) {
  const { summary, tags, deprecated } = config.documentation
  const { body } = config.validation
  const scheme = securityScheme(config)
  const limited = limitedOperation(config)
  return {
    operationId: endpointId,
    summary: summary || config.name,
    ...(config.description === '' ? {} : { description: config.description }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(deprecated ? { deprecated } : {}),
    'x-version': config.version,
    ...(scheme !== undefined && { security: [{ [scheme.name]: scheme.requirements }] }),
    parameters: [
      ...pathParameters(path, config),
      ...parameters('query', config.validation.query),
      ...headerParameters(config),
      ...idempotencyParameters(config),
    ],
    ...(body !== undefined && {
      requestBody: { required: true, content: json(embedded(body, `${endpointId}:body`)) },
    }),
    responses: {
      '2XX': answer(endpointId, config, limited?.headers),
      ...(scheme !== undefined && {
        '401': problem('The credential is missing or not accepted'),
        '403': problem('The caller may not do this'),
      }),
      ...limited?.responses,
      ...idempotencyResponses(config),
      '4XX': problem('Refused'),
      default: { description: 'Whatever else the upstream answers' },
    },
  }
}

function answer(endpointId: string, config: EndpointConfig, limitHeaders: object | undefined) {
  const { response } = config.validation
  const headers = { ...limitHeaders, ...(config.idempotency.enabled && replayedHeader) }
  return {
    description: 'The answer',
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(response !== undefined &&
      response.mode !== 'off' && {
        content: json(embedded(response.schema, `${endpointId}:response`)),
      }),
  }
}

function pathParameters(path: string, { validation }: EndpointConfig) {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: members(validation.params)[name] ?? { type: 'string' },
  }))
}

/** The key of idempotency describes itself. */
function headerParameters({ validation, idempotency }: EndpointConfig) {
  const all = parameters('header', validation.headers)
  return idempotency.enabled ? all.filter(({ name }) => name !== 'idempotency-key') : all
}

function parameters(place: 'query' | 'header', schema: JsonSchema | undefined) {
  const required: unknown = typeof schema === 'object' ? schema['required'] : undefined
  const names: readonly unknown[] = Array.isArray(required) ? required : []
  const all = new Set([...Object.keys(members(schema)), ...names.map(String)])
  // OpenAPI 4.8.12.2: these are described by other means, and a parameter of their name is ignored.
  for (const name of ['accept', 'content-type', 'authorization']) all.delete(name)
  return [...all].map((name) => ({
    name,
    in: place,
    required: names.includes(name),
    schema: members(schema)[name] ?? {},
  }))
}

/** Schemas of the members, unless they refer to something outside themselves. */
function members(schema: JsonSchema | undefined): Readonly<Record<string, unknown>> {
  const properties: unknown = typeof schema === 'object' ? schema['properties'] : undefined
  const isWhole = typeof properties === 'object' && properties !== null
  if (!isWhole || JSON.stringify(properties).includes('"$ref"')) return {}
  return { ...properties }
}

/** With an identifier of its own, so that `#/$defs/…` in it does not mean this document. */
function embedded(schema: JsonSchema, name: string): unknown {
  return typeof schema === 'object' && !('$id' in schema)
    ? { $id: `urn:ecluse:${name}`, ...schema }
    : schema
}

function json(schema: unknown) {
  return { 'application/json': { schema } }
}
