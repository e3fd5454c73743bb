import { integration, type Integration } from '#contract/integration-kinds.ts'
import type { Issue } from '#contract/problem.ts'
import { foreignToShared } from '#contract/shared-use.ts'

import { check } from '../check.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { secretsNamedIn } from './checked-config.ts'

/** Depend on the endpoint that uses it: found when it is checked there. */
const ofEndpoints: ReadonlySet<string> = new Set(['unknown_parameter', 'unknown_integration'])

/** Everything that is wrong with a shared integration whatever endpoint uses it; pointers are into it. */
export async function checkIntegration(
  input: unknown,
  services: Services,
): Promise<{ config: Integration } | { issues: Issue[] }> {
  // GET forbids least.
  const alone = { name: 'Alone', path: '/alone', method: 'GET', integrations: [input ?? {}] }
  const checked = check(alone, services.compileDeps, await secretsNamedIn([alone], services))
  const found = 'issues' in checked ? checked.issues : []
  const issues = found
    .filter(({ code }) => !ofEndpoints.has(code))
    .map((one) => ({ ...one, pointer: one.pointer.replace(/^\/integrations\/0/, '') }))
  for (const { field, message } of foreignToShared(Object(input)))
    issues.push({ pointer: `/${field}`, code: 'belongs_to_use', message })
  if (issues.length > 0) return { issues }
  return { config: integration.parse(input) }
}

/** Throws Problem invalid_configuration. */
export async function checkedIntegration(input: unknown, services: Services): Promise<Integration> {
  const checked = await checkIntegration(input, services)
  if ('issues' in checked) throw new Problem('invalid_configuration', { issues: checked.issues })
  return checked.config
}
