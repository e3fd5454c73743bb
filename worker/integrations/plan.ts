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
  const ordered = orderable(nodes)
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

/** Those that can run at all: what they need does not need them. */
function orderable(nodes: readonly Node[]): ReadonlySet<Node> {
  const ids = new Set(nodes.map((node) => node.id))
  const done = new Set<string>()
  const ordered = new Set<Node>()
  for (;;) {
    const ready = nodes.filter(
      (node) => !ordered.has(node) && node.dependsOn.every((id) => done.has(id) || !ids.has(id)),
    )
    if (ready.length === 0) return ordered
    for (const node of ready) {
      ordered.add(node)
      done.add(node.id)
    }
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
