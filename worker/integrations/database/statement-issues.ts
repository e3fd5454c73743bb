import type { DatabaseIntegration } from '#contract/integration-database.ts'
import type { Issue } from '#contract/problem.ts'

import { readStatement } from './sql.ts'

type Config = Pick<DatabaseIntegration, 'driver' | 'statement' | 'parameters' | 'mode'>

/** What keeps a statement from being sent. `pointer` is the integration's. */
export function statementIssues(config: Config, pointer: string): Issue[] {
  const { verb, hasSemicolon, placeholders, unclosed } = readStatement(
    config.statement,
    config.driver,
  )
  const at = (field: string, code: string, message: string): Issue[] => [
    { pointer: `${pointer}/${field}`, code, message },
  ]
  const inStatement = (code: string, message: string) => at('statement', code, message)
  return [
    ...(config.statement.includes('{{')
      ? inStatement(
          'templated_statement',
          `Write ${sample(config)} and add the value to parameters`,
        )
      : []),
    ...(unclosed === undefined ? [] : inStatement('invalid_statement', `Close ${unclosed}`)),
    ...(hasSemicolon
      ? inStatement('multiple_statements', 'Write one statement, without a semicolon')
      : []),
    ...(reads.includes(verb) || writes.includes(verb)
      ? []
      : inStatement('statement_refused', `Start with one of: ${[...reads, ...writes].join(', ')}`)),
    ...(writes.includes(verb) && config.mode === 'read'
      ? at('mode', 'write_refused', `Use "write": ${verb} changes data`)
      : []),
    ...parameterIssues(placeholders, config).flatMap(([field, code, message]) =>
      at(field, code, message),
    ),
  ]
}

/** SELECT INTO and WITH … DELETE start alike: those the database refuses while it only reads. */
const reads = ['SELECT', 'WITH', 'VALUES']
const writes = ['INSERT', 'UPDATE', 'DELETE', 'REPLACE', 'MERGE']

type Found = readonly [field: string, code: string, message: string]

function parameterIssues(placeholders: readonly string[], config: Config): Found[] {
  const numbers = placeholders.map((text) => Number(text.slice(1) || Number.NaN))
  const [odd] = placeholders.filter((_, at) => !Number.isInteger(numbers[at]) || numbers[at] === 0)
  if (odd !== undefined) {
    return [['statement', 'invalid_placeholder', `Write ${sample(config)} instead of ${odd}`]]
  }
  const count = Math.max(0, ...numbers)
  const unused = Array.from({ length: count }, (_, at) => at + 1).find((n) => !numbers.includes(n))
  if (unused !== undefined) {
    const message = `Number the placeholders without a gap: ${unused} is missing`
    return [['statement', 'invalid_placeholder', message]]
  }
  if (count === config.parameters.length) return []
  const message = `Write ${count} parameters, as many as the statement has placeholders`
  return [['parameters', 'parameter_count', message]]
}

function sample({ driver }: Config): string {
  return driver === 'd1' ? '?1, ?2, …' : '$1, $2, …'
}
