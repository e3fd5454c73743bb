import { isRecord } from '#contract/is-record.ts'

import { valueAt } from '../builder/pointer.ts'

export interface Naming {
  readonly id: string
  readonly phase: 'request' | 'response'
}

/** Why a rule cannot have this id in this configuration. */
export function namingProblem(config: unknown, { id }: Naming): 'idError' | 'idTaken' | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(id)) return 'idError'
  return rulesOf(config).some((one) => valueAt(one, '/id') === id) ? 'idTaken' : undefined
}

/** The configuration with the rule after those it has. */
export function appendRule(config: unknown, rule: unknown, naming: Naming): unknown {
  const own = isRecord(rule) ? rule : {}
  const named = { ...own, ...naming }
  return { ...(isRecord(config) ? config : {}), transformations: [...rulesOf(config), named] }
}

function rulesOf(config: unknown): readonly unknown[] {
  const rules = valueAt(config, '/transformations')
  return Array.isArray(rules) ? rules : []
}
