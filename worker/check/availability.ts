import type { Integration } from '#contract/integration.ts'
import type { Issue } from '#contract/problem.ts'

import type { Sections } from './sections.ts'

/** What the contract knows and this version does not run. Refused, never silently ignored. */
export function availabilityIssues(sections: Sections): Issue[] {
  return [
    ...when(sections.workflow !== undefined, [
      '/workflow',
      'A workflow',
      'remove it and use integrations',
    ]),
    ...sections.integrations.flatMap((config, at) => ofIntegration(config, `/integrations/${at}`)),
    ...sections.transformations.flatMap((config, at) => [
      ...when(config?.phase === 'request' && sections.integrations.length === 0, [
        `/transformations/${at}/phase`,
        'Transforming a request that is sent nowhere',
        'add an integration, or use "response"',
      ]),
    ]),
  ]
}

function ofIntegration(config: Integration | undefined, pointer: string): Issue[] {
  if (config === undefined) return []
  return [
    ...when(config.type !== 'http', [
      `${pointer}/type`,
      `Integration type ${config.type}`,
      'use "http"',
    ]),
  ]
}

function when(
  isUsed: boolean,
  [pointer, what, instead]: readonly [pointer: string, what: string, instead: string],
): Issue[] {
  if (!isUsed) return []
  const message = `${what} is not available in this version; ${instead}`
  return [{ pointer, code: 'kind_unavailable', message }]
}
