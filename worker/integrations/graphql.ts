import { type GraphqlIntegration, graphqlIntegration } from '#contract/integration-graphql.ts'
import { type HttpIntegration, httpIntegration, integrationBase } from '#contract/integration.ts'
import type { Issue } from '#contract/problem.ts'

import type { Kind } from '../kind.ts'
import { Problem } from '../problem.ts'
import { collect } from '../collect-issues.ts'
import { checkOperation } from './graphql/checked-operation.ts'
import { unwrap } from './graphql/envelope.ts'
import { compileVariable, postedRequest, queriedRequest } from './graphql/request.ts'
import { compileHttp, type HttpParts } from './http.ts'
import type { CompiledIntegration, IntegrationDeps } from './types.ts'

/** One operation of a GraphQL service. See docs/kinds/integrations/graphql.md. */
export const graphql = {
  type: 'graphql',
  title: 'GraphQL',
  config: graphqlIntegration,
  compile,
} satisfies Kind<typeof graphqlIntegration, IntegrationDeps, CompiledIntegration>

/** An http integration whose request is made here, and whose answer is taken out of its envelope. */
function compile(config: GraphqlIntegration, deps: IntegrationDeps): CompiledIntegration {
  const issues: Issue[] = []
  const operation = collect(issues, () => checkOperation(config, deps.pointer))
  const request = collect(issues, () => compileRequest(config, `${deps.pointer}/variables`))
  // Read here, so nothing of a partial or conditional request may reach the service.
  const held = { ...deps, passesThrough: false }
  const parts: HttpParts = {
    ...request,
    isSafe: operation?.type === 'query',
    interpret: (answer) => unwrap(answer, config),
  }
  const http = collect(issues, () => compileHttp(asHttp(config), held, parts))
  if (http === undefined || issues.length > 0)
    throw new Problem('invalid_configuration', { issues })
  return http
}

function compileRequest(config: GraphqlIntegration, pointer: string): HttpParts {
  const issues: Issue[] = []
  const variables = Object.entries(config.variables).flatMap(
    (entry) => collect(issues, () => compileVariable(entry, pointer)) ?? [],
  )
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  return config.method === 'GET'
    ? { url: (base) => queriedRequest(config, variables, base) }
    : { body: postedRequest(config, variables) }
}

function asHttp(config: GraphqlIntegration): HttpIntegration {
  const { method, maxResponseBytes, headers } = config
  return httpIntegration.parse({
    ...integrationBase.parse(config),
    type: 'http',
    method,
    maxResponseBytes,
    query: {},
    headers: { accept: accepted, ...headers },
    body: { type: 'none' },
  })
}

/** What a client of GraphQL over HTTP should ask for until every server knows the newer type. */
const accepted = 'application/graphql-response+json, application/json;q=0.9'
