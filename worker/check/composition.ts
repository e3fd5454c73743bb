import type { Integration } from '#contract/integration-kinds.ts'
import type { Issue } from '#contract/problem.ts'

import { alternativesOf, standbyIds } from '../integrations/standby.ts'
import type { Budget } from '../integrations/types.ts'
import { worstCaseCalls } from '../integrations/worst-case.ts'
import type { Sections } from './sections.ts'

/** What about conditions, optional integrations and the number of calls cannot work. */
export function compositionIssues({ integrations }: Sections, budget: Budget): Issue[] {
  const known = integrations.filter((config) => config !== undefined)
  const standby = standbyIds(known)
  return [
    ...integrations.flatMap((config, at) => {
      if (config === undefined) return []
      const pointer = `/integrations/${at}`
      return standby.has(config.id)
        ? standbyIssues(config, known, pointer)
        : defaultIssues(config, pointer)
    }),
    ...callIssues(
      known.filter(({ id }) => !standby.has(id)),
      known,
      budget,
    ),
  ]
}

/** A body in its place that never is. */
function defaultIssues(config: Integration, pointer: string): Issue[] {
  if (config.default === undefined || !config.required) return []
  const message =
    'A required integration has no body in its place; remove it, or use required: false'
  return [{ pointer: `${pointer}/default`, code: 'unused_default', message }]
}

/** Whether a stand-in is called, and what happens without it, is up to the one it stands for. */
function standbyIssues(
  config: Integration,
  known: readonly Integration[],
  pointer: string,
): Issue[] {
  const first = known.find((other) => alternativesOf(other).includes(config.id))?.id ?? ''
  const message = `${config.id} is called only in place of ${first}; write it there`
  const used = [
    ...(config.condition === undefined ? [] : ['condition']),
    ...(config.required ? [] : ['required']),
    ...(config.default === undefined ? [] : ['default']),
    ...(config.type === 'http' && config.supportsBatching?.enabled ? ['supportsBatching'] : []),
  ]
  return used.map((name) => ({
    pointer: `${pointer}/${name}`,
    code: 'standby_composition',
    message,
  }))
}

function callIssues(
  called: readonly Integration[],
  known: readonly Integration[],
  { subrequests }: Budget,
): Issue[] {
  const most = called.reduce((sum, config) => sum + worstCaseCalls(config, known), 0)
  if (most <= subrequests) return []
  const message = `One request can cause ${most} calls, and may make ${subrequests}; write fewer attempts, redirects, hedges or integrations, or raise SUBREQUESTS`
  return [{ pointer: '/integrations', code: 'too_many_calls', message }]
}
