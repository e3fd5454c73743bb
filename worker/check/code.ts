import type { Issue } from '#contract/problem.ts'
import type { Transformation } from '#contract/transformation.ts'

import type { CompileDeps } from '../compile.ts'
import { maxCodeLength } from '../transform/custom/javascript.ts'
import { type CodeFault, sandboxUnavailable } from '../transform/sandbox.ts'
import type { Sections } from './sections.ts'

/** A rule and where it stands. */
interface PlacedRule {
  readonly rule: Pick<Transformation, 'type' | 'rules'>
  readonly pointer: string
}

type Deps = Pick<CompileDeps, 'sandbox'>

/** The rules of a configuration as far as they can be read, with their places. */
export function placedRules({ transformations }: Pick<Sections, 'transformations'>): PlacedRule[] {
  return transformations.flatMap((rule, at) =>
    rule === undefined ? [] : [{ rule, pointer: `/transformations/${at}` }],
  )
}

/** JavaScript where this gateway has no place to run it. */
export function sandboxIssues(rules: readonly PlacedRule[], { sandbox }: Deps): Issue[] {
  if (sandbox !== undefined) return []
  return rules.flatMap(codesOf).map(({ pointer }) => ({
    pointer,
    code: 'sandbox_unavailable',
    message: sandboxUnavailable,
  }))
}

/** JavaScript that does not compile. Nothing of it runs. */
export async function codeIssues(
  rules: readonly PlacedRule[],
  { sandbox }: Deps,
): Promise<Issue[]> {
  if (sandbox === undefined) return []
  const issues: Issue[] = []
  for (const { code, pointer } of rules.flatMap(codesOf)) {
    // oxlint-disable-next-line no-await-in-loop -- one isolate at a time: a request may open four
    const fault = await sandbox.check(code)
    if (fault !== undefined) issues.push(issueOf(fault, `${pointer}/parameters/code`))
  }
  return issues
}

/** As long as it may be; what is longer is refused already. */
function codesOf({ rule, pointer }: PlacedRule) {
  if (rule.type !== 'custom') return []
  return rule.rules.flatMap(({ operation, parameters }, at) => {
    const code = operation === 'javascript' ? parameters?.['code'] : undefined
    if (typeof code !== 'string' || code.length > maxCodeLength) return []
    return [{ code, pointer: `${pointer}/rules/${at}` }]
  })
}

function issueOf({ message, line, column }: CodeFault, pointer: string): Issue {
  const where = line === undefined ? '' : ` (line ${line}, column ${column ?? 1})`
  return { pointer, code: 'invalid_code', message: message + where }
}
