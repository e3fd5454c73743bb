import { pointerTo } from '#contract/json-pointer.ts'
import type { GraphqlIntegration } from '#contract/integration-graphql.ts'
import type { Issue } from '#contract/problem.ts'

import { maxGraphqlAliases, maxGraphqlDepth } from '../../limits.ts'
import { Problem } from '../../problem.ts'
import { type GraphqlDocument, type Operation, parseDocument } from './document.ts'
import { measure } from './measure.ts'
import { GraphqlSyntaxError } from './tokens.ts'

type Config = Pick<
  GraphqlIntegration,
  'document' | 'operationName' | 'variables' | 'method' | 'allowIntrospection'
>

/**
 * The operation that runs. Makes sure that the document is one the gateway may send, and that the variables fit the operation that runs.
 * `pointer` is the integration's. Throws Problem invalid_configuration with everything that is wrong.
 */
export function checkOperation(config: Config, pointer: string): Operation {
  const document = parsed(config.document, `${pointer}/document`)
  const found = chosen(document, config.operationName)
  const findings = [
    ...documentFindings(document, config),
    ...('type' in found ? operationFindings(found, config) : [found]),
  ]
  if ('type' in found && findings.length === 0) return found
  const issues = findings.map((finding) => ({ ...finding, pointer: pointer + finding.pointer }))
  throw new Problem('invalid_configuration', { issues })
}

function parsed(text: string, pointer: string): GraphqlDocument {
  try {
    return parseDocument(text)
  } catch (error) {
    if (!(error instanceof GraphqlSyntaxError)) throw error
    const issues = [{ pointer, code: 'invalid_graphql', message: error.message }]
    throw new Problem('invalid_configuration', { issues })
  }
}

function chosen({ operations }: GraphqlDocument, name: string | undefined): Operation | Issue {
  const names = operations.flatMap((operation) => operation.name ?? [])
  const [first] = operations
  if (first === undefined) return inDocument('no_operation', 'Write a query or a mutation')
  if (name === undefined && operations.length === 1) return first
  const found = operations.find((operation) => operation.name === name)
  if (name !== undefined && found !== undefined) return found
  const code = name === undefined ? 'ambiguous_operation' : 'unknown_operation'
  const advice = names.length === 0 ? 'give the operation a name' : `write ${oneOf(names)}`
  const fact =
    name === undefined
      ? `The document has ${operations.length} operations`
      : `The document has no operation ${name}`
  return { pointer: '/operationName', code, message: `${fact}; ${advice}` }
}

function documentFindings(document: GraphqlDocument, config: Config): Issue[] {
  const { depth, aliases, fields, unknown } = measure(document)
  const introspected = introspection.find((name) => fields.has(name))
  return [
    ...document.operations.flatMap(({ type, name }) => [
      ...(type === 'subscription' ? [subscription] : []),
      ...(name === undefined && document.operations.length > 1 ? [anonymous] : []),
    ]),
    ...unknown.map((name) =>
      inDocument('unknown_fragment', `Define fragment ${name}, or remove it`),
    ),
    ...(depth === Infinity
      ? [inDocument('fragment_cycle', 'Remove the fragment that spreads itself')]
      : depth > maxGraphqlDepth
        ? [inDocument('document_too_deep', `Nest at most ${maxGraphqlDepth} fields, not ${depth}`)]
        : []),
    ...(aliases > maxGraphqlAliases && depth !== Infinity
      ? [inDocument('too_many_aliases', `Write at most ${maxGraphqlAliases} aliases`)]
      : []),
    ...(introspected !== undefined && !config.allowIntrospection
      ? [inDocument('introspection_refused', `Remove ${introspected}, or allow introspection`)]
      : []),
  ]
}

function operationFindings({ type, variables }: Operation, config: Config): Issue[] {
  const declared = variables.map(({ name }) => name)
  const known = declared.length === 0 ? 'remove it' : `write ${oneOf(declared)}`
  const missing = variables.filter(
    ({ name, isRequired }) => isRequired && !Object.hasOwn(config.variables, name),
  )
  return [
    ...Object.keys(config.variables)
      .filter((name) => !declared.includes(name))
      .map((name) => ({
        pointer: `/variables${pointerTo(name)}`,
        code: 'unknown_variable',
        message: `The operation declares no variable $${name}; ${known}`,
      })),
    ...missing.map(({ name }) => ({
      pointer: '/variables',
      code: 'missing_variable',
      message: `Add ${name}: the operation requires $${name}`,
    })),
    ...(type === 'mutation' && config.method === 'GET' ? [mutationByGet] : []),
  ]
}

const introspection = ['__schema', '__type']

function inDocument(code: string, message: string): Issue {
  return { pointer: '/document', code, message }
}

const subscription = inDocument(
  'subscription_refused',
  'Write a query or a mutation: a subscription has no single answer',
)
const anonymous = inDocument('anonymous_operation', 'Give every operation a name, or keep one')
const mutationByGet: Issue = {
  pointer: '/method',
  code: 'mutation_by_get',
  message: 'Use POST: a GET request must change nothing',
}

function oneOf(names: readonly string[]): string {
  return names.length === 1 ? names.join('') : `one of: ${names.join(', ')}`
}
