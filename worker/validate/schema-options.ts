import type { Issue } from '#contract/problem.ts'

import type { SchemaIssue, SchemaOptions } from './json-schema/index.ts'

/** More help nobody, and make an answer of a hostile request long. */
export const maxReportedIssues = 50

export const schemaOptions: SchemaOptions = { maxIssues: maxReportedIssues, assertFormats: true }

/** Issues of a part as issues of the whole: `/items/0` of the body is `/body/items/0`. */
export function prefixed(prefix: string, issues: readonly SchemaIssue[]): Issue[] {
  return issues.map(({ pointer, keyword, message }) => ({
    pointer: prefix + pointer,
    code: keyword,
    message,
  }))
}
