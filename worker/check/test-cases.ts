import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'

import { type CompileDeps, compileTransformation } from '../compile.ts'
import type { RequestContext } from '../context.ts'
import { type CaseOutcome, runCases } from '../transform/test-cases.ts'

/** What the test cases of a checked configuration show: an issue for each that does not pass. */
export async function testCaseIssues(
  { transformations }: EndpointConfig,
  contextOf: () => RequestContext,
  deps: Pick<CompileDeps, 'sandbox' | 'cacheSpace'>,
  endpointId: string,
): Promise<Issue[]> {
  const issues: Issue[] = []
  for (const [at, config] of transformations.entries()) {
    if (config.testCases.length === 0) continue
    const compiled = compileTransformation(config, at, deps, endpointId)
    const rule = { config, compiled, pointer: `/transformations/${at}` }
    // oxlint-disable-next-line no-await-in-loop -- one after the other: memory of one at a time
    issues.push(...(await runCases(rule, contextOf, new Set())).flatMap(issueOf))
  }
  return issues
}

function issueOf({ rule, name, pointer, failure, difference }: CaseOutcome): Issue[] {
  const title = `Test case "${name}" of ${rule}`
  if (failure !== undefined) {
    const where = failure.step === undefined ? '' : ` in step ${failure.step + 1}`
    const message = `${title} fails${where}: ${failure.message}${saidOf(failure)}`
    return [{ pointer, code: 'test_case_failed', message }]
  }
  if (difference === undefined) return []
  const at = `${pointer}/expectedOutput${difference}`
  const message = `${title} gives another output at ${difference || 'its root'}: correct the rule or what is expected`
  return [{ pointer: at, code: 'test_case_failed', message }]
}

/** What code says of its error: only authors see test cases. */
function saidOf({ said }: { readonly said?: string }): string {
  return said === undefined ? '' : ` (${said})`
}
