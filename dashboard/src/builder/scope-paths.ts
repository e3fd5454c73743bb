import { pathParameters } from './path-template.ts'
import { valueAt } from './pointer.ts'

/** What an expression of this configuration may read, for completion. */
export function scopePaths(config: unknown): string[] {
  const path = valueAt(config, '/path')
  const integrations = valueAt(config, '/integrations')
  const ids = Array.isArray(integrations) ? integrations.map((one) => valueAt(one, '/id')) : []
  const variables = Object.keys(Object(valueAt(config, '/variables')))
  return [
    ...['method', 'path', 'query', 'headers', 'body'].map((name) => `request.${name}`),
    ...pathParameters(typeof path === 'string' ? path : '').map((name) => `request.params.${name}`),
    ...ids.flatMap((id) =>
      ['status', 'headers', 'body'].map((part) => `integrations.${String(id)}.${part}`),
    ),
    ...variables.map((name) => `variables.${name}`),
    'principal',
    'body',
  ]
}
