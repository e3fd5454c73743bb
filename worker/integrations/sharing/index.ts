import type { Integration } from '#contract/integration-kinds.ts'
import type { Issue } from '#contract/problem.ts'
import { deadlineMs } from '#contract/resilience.ts'

import { Problem } from '../../problem.ts'
import { resilienceName } from '../resilience/name.ts'
import type { CompiledIntegration, IntegrationDeps } from '../types.ts'
import { batched } from './batch.ts'
import { deduplicated } from './deduplicate.ts'

/** Lets calls of one isolate share a request, where the integration wants that. Throws Problem invalid_configuration. */
export function share(
  config: Integration,
  inner: CompiledIntegration,
  { pointer, endpoint, resilience }: IntegrationDeps,
): CompiledIntegration {
  const { prepare } = inner
  if (config.type !== 'http' || prepare === undefined) return inner
  const { id, supportsBatching } = config
  const name = resilienceName(resilience.space, endpoint.id, id)
  const sharing = { id, name, prepare, waitMs: deadlineMs(config) }
  if (supportsBatching?.enabled === true) {
    const issues = batchingIssues({ ...config, method: config.method ?? endpoint.method }, pointer)
    if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
    const { window } = supportsBatching
    return batched(inner, supportsBatching, {
      sharing: { ...sharing, waitMs: sharing.waitMs + window },
      pointer: `${pointer}/supportsBatching`,
      wait: resilience.wait,
    })
  }
  return config.deduplicate ? deduplicated(inner, sharing) : inner
}

type Called = Omit<Extract<Integration, { type: 'http' }>, 'method'> & { readonly method: string }

function batchingIssues(
  { body, method, supportsBatching, fallbackStrategy = [] }: Called,
  pointer: string,
): Issue[] {
  const sendsNone = method === 'GET' || method === 'HEAD'
  const isJson = supportsBatching?.request.type === 'json'
  return [
    ...when(body.type !== 'none' && !sendsNone, {
      pointer: `${pointer}/body`,
      code: 'batching_body',
      message: 'The batch has one body for all; use {"type": "none"}',
    }),
    ...when(isJson && sendsNone, {
      pointer: `${pointer}/method`,
      code: 'batching_method',
      message: 'A JSON request needs a method that has a body; write POST, or use a query',
    }),
    ...when(
      fallbackStrategy.some(({ strategy }) => strategy === 'alternative-service'),
      {
        pointer: `${pointer}/fallbackStrategy`,
        code: 'batching_fallback',
        message: 'Another integration answers one call, not a batch; use another strategy',
      },
    ),
  ]
}

function when(isWrong: boolean, found: Issue): Issue[] {
  return isWrong ? [found] : []
}
