import type { PlanNode } from '#contract/plan.ts'

import { compiledIntegrations } from '../check.ts'
import type { CompileDeps } from '../compile.ts'
import { waves } from '../integrations/plan.ts'
import { alternativesOf, standbyIds, withAlternatives } from '../integrations/standby.ts'
import { readSections } from './sections.ts'

/** How the integrations of a configuration depend on each other, as far as it can be read: by the code that orders them. */
export function planOf(input: unknown, deps: CompileDeps): PlanNode[] {
  const sections = readSections(input)
  const configs = sections.integrations.flatMap((config, at) =>
    config === undefined ? [] : [{ config, at }],
  )
  const compiled = compiledIntegrations(sections, deps, [])
  const nodes = configs.map(({ config, at }) => {
    const found = compiled.find((one) => one.at === at)
    const dependsOn = found === undefined ? null : [...found.dependsOn]
    const alternatives = alternativesOf(config)
    return { id: config.id, pointer: `/integrations/${at}`, dependsOn, alternatives }
  })
  const standby = standbyIds(configs.map(({ config }) => config))
  const known = nodes.map(({ dependsOn, ...node }) => ({ ...node, dependsOn: dependsOn ?? [] }))
  const called = withAlternatives(known).filter(({ id }) => !standby.has(id))
  const order = waves(called).map((wave) => wave.map(({ pointer }) => pointer))
  return nodes.map((node) => {
    const wave = order.findIndex((pointers) => pointers.includes(node.pointer))
    return { ...node, wave: wave === -1 || node.dependsOn === null ? null : wave }
  })
}
