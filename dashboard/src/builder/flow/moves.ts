import type { FlowEdge } from './graph.ts'
import type { Link } from './layers.ts'
import type { Box } from './layout.ts'

type Step = Link & { readonly kind?: FlowEdge['kind'] }

/** Where a key leads from a node: down and up along an edge, left and right within the row. Undefined: nowhere. */
export function moved(
  key: string,
  from: string,
  boxes: readonly Box[],
  edges: readonly Step[],
): string | undefined {
  const own = boxes.find(({ id }) => id === from)
  if (own === undefined) return undefined
  const row = boxes.filter((box) => box.row === own.row)
  const at = row.indexOf(own)
  switch (key) {
    case 'ArrowDown':
      return nearest(
        own,
        boxes,
        ends(
          edges.filter((edge) => edge.from === from),
          'to',
        ),
      )
    case 'ArrowUp':
      return nearest(
        own,
        boxes,
        ends(
          edges.filter((edge) => edge.to === from),
          'from',
        ),
      )
    case 'ArrowLeft':
      return row[at - 1]?.id
    case 'ArrowRight':
      return row[at + 1]?.id
    case 'Home':
      return boxes[0]?.id
    case 'End':
      return boxes.at(-1)?.id
    default:
      return undefined
  }
}

/** Of what goes on in any case; of stand-ins only when there is nothing else. */
function ends(edges: readonly Step[], end: 'from' | 'to'): string[] {
  const usual = edges.filter(({ kind }) => kind !== 'stand-in')
  return (usual.length > 0 ? usual : edges).map((edge) => edge[end])
}

function nearest(own: Box, boxes: readonly Box[], ids: readonly string[]): string | undefined {
  const distance = (box: Box) => Math.abs(box.row - own.row) * 10_000 + Math.abs(box.x - own.x)
  return boxes
    .filter(({ id }) => id !== own.id && ids.includes(id))
    .sort((a, b) => distance(a) - distance(b))[0]?.id
}
