import type { Issue } from '#contract/problem.ts'
import type { Transformation } from '#contract/transformation.ts'

import type { CompileDeps } from '../compile.ts'
import { maxCodeLength } from '../transform/custom/javascript.ts'
import { sandboxUnavailable } from '../transform/sandbox.ts'

/** A rule and where it stands. */
interface PlacedRule {
  readonly rule: Pick<Transformation, 'type' | 'rules'>
  readonly pointer: string
}

/** What is wrong with the JavaScript of rules: it cannot run here, or it does not compile. Nothing of it runs. */
export async function codeIssues(
  rules: readonly PlacedRule[],
  { sandbox }: Pick<CompileDeps, 'sandbox'>,
): Promise<Issue[]> {
  const issues: Issue[] = []
  for (const { code, pointer } of rules.flatMap(codesOf)) {
    if (sandbox === undefined)
      issues.push({ pointer, code: 'sandbox_unavailable', message: sandboxUnavailable })
    else {
      // oxlint-disable-next-line no-await-in-loop -- one isolate at a time: a request may open four
      const fault = await sandbox.check(code)
      if (fault !== undefined) issues.push(faultIssue(fault, pointer))
    }
  }
  return issues
}

function codesOf({ rule, pointer }: PlacedRule) {
  if (rule.type !== 'custom') return []
  return rule.rules.flatMap(({ operation, parameters }, at) => {
    const code = operation === 'javascript' ? parameters?.['code'] : undefined
    const place = `${pointer}/rules/${at}`
    if (typeof code !== 'string' || code.length > maxCodeLength) return []
    return [{ code, pointer: place }]
  })
}

function faultIssue(
  {
    message,
    line,
    column,
  }: { readonly message: string; readonly line?: number; readonly column?: number },
  pointer: string,
): Issue {
  const where = line === undefined ? '' : ` (line ${line}, column ${column ?? 1})`
  return { pointer: `${pointer}/parameters/code`, code: 'invalid_code', message: message + where }
}
