import type { Link } from './layers.ts'
import type { Box } from './layout.ts'

/** Where a key leads from a node: down and up along an edge, left and right within the row. Undefined: nowhere. */
export function moved(
  key: string,
  from: string,
  boxes: readonly Box[],
  edges: readonly Link[],
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
        edges.filter((edge) => edge.from === from).map(({ to }) => to),
      )
    case 'ArrowUp':
      return nearest(
        own,
        boxes,
        edges.filter((edge) => edge.to === from).map((edge) => edge.from),
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

function nearest(own: Box, boxes: readonly Box[], ids: readonly string[]): string | undefined {
  const distance = (box: Box) => Math.abs(box.row - own.row) * 10_000 + Math.abs(box.x - own.x)
  return boxes
    .filter(({ id }) => id !== own.id && ids.includes(id))
    .sort((a, b) => distance(a) - distance(b))[0]?.id
}
