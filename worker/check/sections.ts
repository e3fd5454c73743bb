import { type EndpointConfig, endpointConfig } from '#contract/endpoint.ts'
import { type Integration, integration } from '#contract/integration-kinds.ts'
import { type Transformation, transformation } from '#contract/transformation.ts'

/** The parts of a configuration that could be read; undefined where one could not. */
export interface Sections {
  readonly path: string | undefined
  readonly method: EndpointConfig['method'] | undefined
  readonly validation: EndpointConfig['validation'] | undefined
  readonly authentication: EndpointConfig['authentication'] | undefined
  readonly rateLimit: EndpointConfig['rateLimit'] | undefined
  readonly idempotency: EndpointConfig['idempotency'] | undefined
  readonly caching: EndpointConfig['caching'] | undefined
  readonly request: EndpointConfig['request']
  readonly variables: EndpointConfig['variables'] | undefined
  readonly integrations: readonly (Integration | undefined)[]
  readonly transformations: readonly (Transformation | undefined)[]
  readonly workflow: unknown
  readonly response: EndpointConfig['response'] | undefined
}

/** Reads each part on its own, so that one that is wrong hides no other. */
export function readSections(input: unknown): Sections {
  const raw: Readonly<Record<string, unknown>> =
    typeof input === 'object' && input !== null ? { ...input } : {}
  const { shape } = endpointConfig
  return {
    path: shape.path.safeParse(raw['path']).data,
    method: shape.method.safeParse(raw['method']).data,
    validation: shape.validation.safeParse(raw['validation']).data,
    authentication: shape.authentication.safeParse(raw['authentication']).data,
    rateLimit: shape.rateLimit.safeParse(raw['rateLimit']).data,
    idempotency: shape.idempotency.safeParse(raw['idempotency']).data,
    caching: shape.caching.safeParse(raw['caching']).data,
    request: shape.request.safeParse(raw['request']).data ?? shape.request.parse(undefined),
    variables: shape.variables.safeParse(raw['variables']).data,
    integrations: items(raw['integrations']).map((item) => integration.safeParse(item).data),
    transformations: items(raw['transformations']).map((i) => transformation.safeParse(i).data),
    workflow: raw['workflow'],
    response: shape.response.safeParse(raw['response']).data ?? readableResponse(raw['response']),
  }
}

/** At most as many as the contract allows: the rest is already refused. */
function items(value: unknown): unknown[] {
  return Array.isArray(value) ? value.slice(0, 20) : []
}

/** Of a response that is wrong somewhere: its body and headers, when those are right. */
function readableResponse(value: unknown): EndpointConfig['response'] | undefined {
  const { response } = endpointConfig.shape
  if (typeof value !== 'object' || value === null) return undefined
  const raw: Readonly<Record<string, unknown>> = { ...value }
  const headers = response.safeParse({ headers: raw['headers'] }).data
  const body = response.safeParse({ body: raw['body'] }).data
  return { headers: headers?.headers ?? {}, ...(body?.body !== undefined && { body: body.body }) }
}
