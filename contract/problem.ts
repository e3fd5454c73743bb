/* oxlint-disable max-lines -- one table: a part of it would be looked for in the other */
import * as z from 'zod'

/** The design document's classes of error. */
export const errorTypes = [
  'VALIDATION_ERROR',
  'AUTHENTICATION_ERROR',
  'AUTHORIZATION_ERROR',
  'RATE_LIMIT_ERROR',
  'INTEGRATION_ERROR',
  'TRANSFORMATION_ERROR',
  'WORKFLOW_ERROR',
  'SYSTEM_ERROR',
] as const
export type ErrorType = (typeof errorTypes)[number]

interface ProblemEntry {
  readonly status: number
  readonly title: string
  readonly errorType: ErrorType
}

/** Every error code that leaves the Worker. Each has a page `docs/errors/<code>.md` (checked by test/house.test.ts). */
export const problems = {
  malformed_json: {
    status: 400,
    title: 'The body is not valid JSON',
    errorType: 'VALIDATION_ERROR',
  },
  malformed_path: {
    status: 400,
    title: 'The request path is not acceptable',
    errorType: 'VALIDATION_ERROR',
  },
  malformed_header: {
    status: 400,
    title: 'A request header is not acceptable',
    errorType: 'VALIDATION_ERROR',
  },
  malformed_parameter: {
    status: 400,
    title: 'A parameter is not acceptable',
    errorType: 'VALIDATION_ERROR',
  },
  idempotency_key_required: {
    status: 400,
    title: 'This endpoint needs an idempotency key',
    errorType: 'VALIDATION_ERROR',
  },
  malformed_idempotency_key: {
    status: 400,
    title: 'The idempotency key is not acceptable',
    errorType: 'VALIDATION_ERROR',
  },
  ambiguous_credentials: {
    status: 400,
    title: 'The request carries more than one credential',
    errorType: 'AUTHENTICATION_ERROR',
  },
  invalid_request: {
    status: 400,
    title: 'The request is not what the endpoint asks for',
    errorType: 'VALIDATION_ERROR',
  },
  credentials_required: {
    status: 401,
    title: 'This endpoint needs credentials',
    errorType: 'AUTHENTICATION_ERROR',
  },
  invalid_api_key: {
    status: 401,
    title: 'The API key is not accepted',
    errorType: 'AUTHENTICATION_ERROR',
  },
  invalid_token: {
    status: 401,
    title: 'The access token is not accepted',
    errorType: 'AUTHENTICATION_ERROR',
  },
  unauthenticated: {
    status: 401,
    title: 'Sign in or send an API token',
    errorType: 'AUTHENTICATION_ERROR',
  },
  invalid_credentials: {
    status: 401,
    title: 'E-mail and password do not match',
    errorType: 'AUTHENTICATION_ERROR',
  },
  forbidden: {
    status: 403,
    title: 'Your role does not allow this',
    errorType: 'AUTHORIZATION_ERROR',
  },
  insufficient_role: {
    status: 403,
    title: 'None of your roles may call this endpoint',
    errorType: 'AUTHORIZATION_ERROR',
  },
  insufficient_scope: {
    status: 403,
    title: 'The credentials lack a scope this endpoint needs',
    errorType: 'AUTHORIZATION_ERROR',
  },
  key_not_permitted: {
    status: 403,
    title: 'The API key is not for this endpoint or network',
    errorType: 'AUTHORIZATION_ERROR',
  },
  foreign_origin: {
    status: 403,
    title: 'Requests from another origin are refused',
    errorType: 'AUTHORIZATION_ERROR',
  },
  route_not_found: {
    status: 404,
    title: 'No endpoint answers this path',
    errorType: 'VALIDATION_ERROR',
  },
  not_found: { status: 404, title: 'Not found', errorType: 'VALIDATION_ERROR' },
  method_not_allowed: {
    status: 405,
    title: 'The endpoint does not answer this method',
    errorType: 'VALIDATION_ERROR',
  },
  route_conflict: {
    status: 409,
    title: 'Another endpoint has this method and path',
    errorType: 'VALIDATION_ERROR',
  },
  conflict: {
    status: 409,
    title: 'The current state does not allow this',
    errorType: 'VALIDATION_ERROR',
  },
  idempotency_in_flight: {
    status: 409,
    title: 'The first request with this idempotency key is not answered yet',
    errorType: 'VALIDATION_ERROR',
  },
  idempotency_outcome_unknown: {
    status: 409,
    title: 'Whether the first request with this idempotency key took effect is not known',
    errorType: 'SYSTEM_ERROR',
  },
  idempotency_answer_too_large: {
    status: 409,
    title: 'The answer to this idempotency key was too large to keep',
    errorType: 'VALIDATION_ERROR',
  },
  revision_mismatch: {
    status: 412,
    title: 'Someone saved this in the meantime',
    errorType: 'VALIDATION_ERROR',
  },
  body_too_large: {
    status: 413,
    title: 'The request body is too large',
    errorType: 'VALIDATION_ERROR',
  },
  uri_too_long: {
    status: 414,
    title: 'The request URL is too long',
    errorType: 'VALIDATION_ERROR',
  },
  unsupported_media_type: {
    status: 415,
    title: 'The content type is not accepted',
    errorType: 'VALIDATION_ERROR',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'The idempotency key stands for another request',
    errorType: 'VALIDATION_ERROR',
  },
  invalid_configuration: {
    status: 422,
    title: 'The configuration has problems',
    errorType: 'VALIDATION_ERROR',
  },
  invalid_input: { status: 422, title: 'The input has problems', errorType: 'VALIDATION_ERROR' },
  transformation_refused: {
    status: 422,
    title: 'The request does not satisfy a rule of the endpoint',
    errorType: 'TRANSFORMATION_ERROR',
  },
  precondition_required: {
    status: 428,
    title: 'Send If-Match with the ETag you read',
    errorType: 'VALIDATION_ERROR',
  },
  too_many_attempts: {
    status: 429,
    title: 'Too many failed attempts',
    errorType: 'RATE_LIMIT_ERROR',
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    errorType: 'RATE_LIMIT_ERROR',
  },
  headers_too_large: {
    status: 431,
    title: 'The request headers are too large',
    errorType: 'VALIDATION_ERROR',
  },
  internal_error: { status: 500, title: 'Something failed on our side', errorType: 'SYSTEM_ERROR' },
  expression_failed: {
    status: 500,
    title: 'An expression of the endpoint failed',
    errorType: 'TRANSFORMATION_ERROR',
  },
  transformation_failed: {
    status: 502,
    title: 'A transformation of the endpoint failed',
    errorType: 'TRANSFORMATION_ERROR',
  },
  sandbox_unavailable: {
    status: 503,
    title: 'Code of the endpoint cannot run',
    errorType: 'TRANSFORMATION_ERROR',
  },
  response_invalid: {
    status: 502,
    title: 'The answer is not what the endpoint promises',
    errorType: 'VALIDATION_ERROR',
  },
  upstream_unreachable: {
    status: 502,
    title: 'The upstream could not be reached',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_unexpected_status: {
    status: 502,
    title: 'The upstream answered with an unexpected status',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_invalid_response: {
    status: 502,
    title: 'The upstream answer is not usable',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_too_large: {
    status: 502,
    title: 'The upstream answer is too large',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_forbidden: {
    status: 502,
    title: 'The upstream address is not allowed',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_authentication_failed: {
    status: 502,
    title: 'The gateway could not authenticate at the upstream',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_graphql_error: {
    status: 502,
    title: 'The GraphQL service answered with errors',
    errorType: 'INTEGRATION_ERROR',
  },
  database_error: {
    status: 502,
    title: 'The database gave no result',
    errorType: 'INTEGRATION_ERROR',
  },
  database_unreachable: {
    status: 502,
    title: 'The database of an integration cannot be reached',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_redirect: {
    status: 502,
    title: 'The upstream redirected where it may not',
    errorType: 'INTEGRATION_ERROR',
  },
  batch_part_missing: {
    status: 502,
    title: 'The answer has no part for this call',
    errorType: 'INTEGRATION_ERROR',
  },
  subrequest_limit: {
    status: 502,
    title: 'The request needs more calls than it may make',
    errorType: 'INTEGRATION_ERROR',
  },
  gateway_loop: {
    status: 508,
    title: 'The request went through this gateway too often',
    errorType: 'INTEGRATION_ERROR',
  },
  authentication_unavailable: {
    status: 503,
    title: 'Credentials cannot be checked at the moment',
    errorType: 'AUTHENTICATION_ERROR',
  },
  idempotency_unavailable: {
    status: 503,
    title: 'Idempotency keys cannot be checked at the moment',
    errorType: 'SYSTEM_ERROR',
  },
  circuit_open: {
    status: 503,
    title: 'The upstream fails too often and is not called for a while',
    errorType: 'INTEGRATION_ERROR',
  },
  bulkhead_full: {
    status: 503,
    title: 'Too many calls to the upstream are under way',
    errorType: 'INTEGRATION_ERROR',
  },
  webhook_queue_full: {
    status: 503,
    title: 'Too many deliveries wait for the receiver of the webhook',
    errorType: 'INTEGRATION_ERROR',
  },
  webhook_unavailable: {
    status: 503,
    title: 'The webhook cannot be queued at the moment',
    errorType: 'INTEGRATION_ERROR',
  },
  config_unavailable: {
    status: 503,
    title: 'The configuration cannot be read',
    errorType: 'SYSTEM_ERROR',
  },
  limiter_unavailable: {
    status: 503,
    title: 'Requests cannot be counted at the moment',
    errorType: 'RATE_LIMIT_ERROR',
  },
  secrets_unavailable: {
    status: 503,
    title: 'This instance has no master key for secrets',
    errorType: 'SYSTEM_ERROR',
  },
  storage_unavailable: {
    status: 503,
    title: 'The database cannot be reached',
    errorType: 'SYSTEM_ERROR',
  },
  not_cached: {
    status: 504,
    title: 'No stored answer may be used',
    errorType: 'SYSTEM_ERROR',
  },
  database_timeout: {
    status: 504,
    title: 'The database took too long',
    errorType: 'INTEGRATION_ERROR',
  },
  upstream_timeout: {
    status: 504,
    title: 'The upstream took too long',
    errorType: 'INTEGRATION_ERROR',
  },
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof problems

/** One thing that is wrong with an input: where (RFC 6901), what, and what to write instead. */
export const issue = z.object({
  pointer: z.string().meta({ description: 'JSON Pointer (RFC 6901) into the document sent' }),
  code: z.string().meta({ description: 'Stable reason, such as unknown_kind or required' }),
  message: z.string().meta({ description: 'What is wrong and what to write instead' }),
  position: z
    .int()
    .optional()
    .meta({ description: 'Of an expression: where it begins there, from 0' }),
})
export type Issue = z.infer<typeof issue>
