import type { Issue } from '#contract/problem.ts'

import { anything, type Placed, typeOfValue, typesOfRules } from '../typed/index.ts'
import type { Sections } from './sections.ts'

/** What refuses a configuration, and what its author should look at. */
export interface TypeIssues {
  readonly issues: readonly Issue[]
  readonly warnings: readonly Issue[]
}

/** What the schemas of an endpoint say about the expressions of its rules: see docs/typed-expressions.md. */
export function typeIssues({ transformations, validation, variables }: Sections): TypeIssues {
  const rules = transformations.map((rule, at) => ({ rule, pointer: `/transformations/${at}` }))
  const known = variables === undefined ? anything : typeOfValue(variables)
  const found = typesOfRules(rules, { variables: known, bodySchema: validation?.body })
  return {
    issues: found.filter(({ severity }) => severity === 'error').map(issueOf),
    warnings: found.filter(({ severity }) => severity === 'warning').map(issueOf),
  }
}

function issueOf({ pointer, code, message, position }: Placed): Issue {
  if (position === undefined) return { pointer, code, message }
  return { pointer, code, message: `${message} (position ${position})`, position }
}
