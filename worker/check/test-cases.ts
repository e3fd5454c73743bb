import type { RuleReport } from '#contract/coverage.ts'
import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'
import type { Transformation } from '#contract/transformation.ts'

import { collect } from '../collect-issues.ts'
import { type CompileDeps, compileTransformation } from '../compile.ts'
import type { RequestContext } from '../context.ts'
import { CoverageNotes } from '../transform/coverage.ts'
import { type CaseOutcome, runCases } from '../transform/test-cases.ts'
import { maxRuleWork } from '../transform/work.ts'

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
    const coverage = new CoverageNotes()
    // oxlint-disable-next-line no-await-in-loop -- one after the other: memory of one at a time
    issues.push(...(await runCases(rule, contextOf, { coverage })).flatMap(issueOf))
  }
  return issues
}

/** The same for a draft, with what the cases reach: of each rule that compiles, within the work of one. */
export async function reportCases(
  transformations: readonly (Transformation | undefined)[],
  contextOf: () => RequestContext,
  deps: Pick<CompileDeps, 'sandbox' | 'cacheSpace'>,
): Promise<{ reports: RuleReport[]; issues: Issue[] }> {
  const purse = { left: maxRuleWork }
  const reports: RuleReport[] = []
  const issues: Issue[] = []
  for (const [at, config] of transformations.entries()) {
    const compiled = config && collect([], () => compileTransformation(config, at, deps, ''))
    if (config === undefined || compiled === undefined) continue
    const pointer = `/transformations/${at}`
    const coverage = new CoverageNotes()
    const rule = { config, compiled, pointer }
    // oxlint-disable-next-line no-await-in-loop -- one after the other: they share their work
    const outcomes = await runCases(rule, contextOf, { coverage, purse })
    issues.push(...outcomes.flatMap(issueOf))
    const cases = config.testCases.map(({ name }, index) => ({
      name,
      pointer: `${pointer}/testCases/${index}`,
      outcome: outcomeOf(outcomes[index]),
    }))
    reports.push({ id: config.id, pointer, coverage: coverage.report(), cases })
  }
  return { reports, issues }
}

function outcomeOf(outcome: CaseOutcome | undefined): RuleReport['cases'][number]['outcome'] {
  if (outcome === undefined) return 'not_run'
  return outcome.failure === undefined && outcome.difference === undefined ? 'passed' : 'failed'
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
