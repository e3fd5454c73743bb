import type { EndpointConfig } from '#contract/endpoint.ts'

const policyHeaders = {
  'RateLimit-Policy': {
    description: 'The limits that apply (draft-ietf-httpapi-ratelimit-headers)',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left of each, and in how many seconds there is more',
    schema: { type: 'string' },
  },
}
const retryAfter = {
  'Retry-After': { description: 'Seconds', schema: { type: 'integer', minimum: 1 } },
}

/** Headers and answers of an endpoint whose callers may be refused for calling too often. */
export function limitedOperation({ rateLimit }: EndpointConfig) {
  const limits = [rateLimit, ...rateLimit.limits, ...rateLimit.quotas]
  if (!rateLimit.enabled || limits.every(({ mode }) => mode === 'shadow')) return undefined
  const content = { 'application/problem+json': {} }
  const refused = {
    description: 'Too many requests',
    headers: { ...policyHeaders, ...retryAfter },
    content,
  }
  const uncounted = { description: 'Requests cannot be counted now', headers: retryAfter, content }
  return {
    headers: policyHeaders,
    responses: { '429': refused, ...(rateLimit.failMode === 'closed' && { '503': uncounted }) },
  }
}
