import { createMemo, For } from 'solid-js'

import styles from './cache.module.css'

interface CacheDiagramProps {
  /** From a write to what it forgets. */
  readonly edges: readonly DiagramEdge[]
  /** What it shows, in words. */
  readonly label: string
}

export interface DiagramEdge {
  readonly from: string
  readonly to: string
}

/** Units of the drawing: of a row with the space below it, and of the gap that edges cross. */
const rowHeight = 40
const boxHeight = 32
const gapWidth = 48

/** Writes on the left, what they forget on the right, a line for each. */
export function CacheDiagram(props: CacheDiagramProps) {
  const left = createMemo(() => [...new Set(props.edges.map(({ from }) => from))])
  const right = createMemo(() => [...new Set(props.edges.map(({ to }) => to))])
  const height = () => Math.max(left().length, right().length) * rowHeight
  const middle = (index: number) => index * rowHeight + boxHeight / 2
  const path = ({ from, to }: DiagramEdge) => {
    const [start, end] = [middle(left().indexOf(from)), middle(right().indexOf(to))]
    const half = gapWidth / 2
    return `M0 ${start} C${half} ${start} ${half} ${end} ${gapWidth} ${end}`
  }
  return (
    <div class={styles['diagram']} role="img" aria-label={props.label}>
      <Boxes texts={left()} />
      <svg viewBox={`0 0 ${gapWidth} ${height()}`} height={height()} preserveAspectRatio="none">
        <For each={props.edges}>{(edge) => <path d={path(edge)} />}</For>
      </svg>
      <Boxes texts={right()} />
    </div>
  )
}

function Boxes(props: { readonly texts: readonly string[] }) {
  return (
    <div class={styles['boxes']}>
      <For each={props.texts}>{(text) => <span title={text}>{text}</span>}</For>
    </div>
  )
}
