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
    ...sections.transformations.flatMap((config, at) => [
      ...when(config?.phase === 'request' && sections.integrations.length === 0, [
        `/transformations/${at}/phase`,
        'Transforming a request that is sent nowhere',
        'add an integration, or use "response"',
      ]),
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
