import type { Issue } from '#contract/problem.ts'

import type { CompiledIntegration } from './types.ts'

type Node = Pick<CompiledIntegration, 'id' | 'dependsOn'>

/** What keeps the integrations from being ordered: unknown_integration, dependency_cycle. `pointer` is their array's. */
export function dependencyIssues(nodes: readonly Node[], pointer: string): Issue[] {
  const ids = new Set(nodes.map((node) => node.id))
  const unknown = nodes.flatMap((node, at) =>
    node.dependsOn
      .filter((id) => !ids.has(id))
      .map((id) => ({
        pointer: `${pointer}/${at}`,
        code: 'unknown_integration',
        message: `There is no integration ${id}; ${known(ids)}`,
      })),
  )
  const ordered = new Set(waves(nodes).flat())
  const blocked = nodes.filter((node) => !ordered.has(node))
  const cycle = blocked
    .filter((node) => reaches(node, node.id, blocked))
    .map((node) => ({
      pointer: `${pointer}/${nodes.indexOf(node)}`,
      code: 'dependency_cycle',
      message: node.dependsOn.includes(node.id)
        ? `${node.id} reads its own result; remove integrations.${node.id} from it`
        : `${node.id} waits for itself through ${node.dependsOn.join(', ')}; remove one of the references`,
    }))
  return [...unknown, ...cycle]
}

/** Integrations by how many others must be done before them: each wave needs only results of the waves before it. */
export function waves<T extends Node>(nodes: readonly T[]): T[][] {
  const ids = new Set(nodes.map((node) => node.id))
  const done = new Set<string>()
  const result: T[][] = []
  let rest = [...nodes]
  for (;;) {
    const ready = rest.filter((node) => node.dependsOn.every((id) => done.has(id) || !ids.has(id)))
    if (ready.length === 0) return result
    result.push(ready)
    for (const node of ready) done.add(node.id)
    rest = rest.filter((node) => !ready.includes(node))
  }
}

function known(ids: ReadonlySet<string>): string {
  return `write one of: ${[...ids].join(', ')}`
}

function reaches(
  from: Node,
  id: string,
  nodes: readonly Node[],
  seen = new Set<string>(),
): boolean {
  if (from.dependsOn.includes(id)) return true
  seen.add(from.id)
  return nodes.some(
    (node) =>
      from.dependsOn.includes(node.id) && !seen.has(node.id) && reaches(node, id, nodes, seen),
  )
}
