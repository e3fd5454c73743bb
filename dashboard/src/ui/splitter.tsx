import type { Border } from '../lib/pane-sizes.ts'
import styles from './splitter.module.css'

interface SplitterProps {
  /** Names the pane before it, whose share it tells. */
  readonly label: string
  /** Of the line: vertical between panes side by side. */
  readonly orientation: 'vertical' | 'horizontal'
  readonly border: Border
  /** Unit: percent of the parent. */
  readonly onMove: (by: number) => void
  readonly onReset: () => void
}

/** Percent of one press of an arrow key. */
const STEP = 2

/** The border between two panes (WAI-ARIA window splitter): dragged, or moved by arrows, Home and End; a double click resets. */
export function Splitter(props: SplitterProps) {
  const isVertical = () => props.orientation === 'vertical'
  const byKey = (key: string): number | undefined => {
    const { value, min, max } = props.border
    const [less, more] = isVertical() ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    if (key === less) return -STEP
    if (key === more) return STEP
    if (key === 'Home') return min - value
    return key === 'End' ? max - value : undefined
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const by = byKey(event.key)
    if (by === undefined) return
    event.preventDefault()
    props.onMove(by)
  }
  const drag = (event: PointerEvent & { currentTarget: HTMLElement }) => {
    const { clientX, clientY, currentTarget, pointerId } = event
    const all = currentTarget.parentElement?.getBoundingClientRect()
    if (all === undefined || !currentTarget.hasPointerCapture(pointerId)) return
    const at = isVertical() ? (clientX - all.left) / all.width : (clientY - all.top) / all.height
    props.onMove(at * 100 - props.border.start - props.border.value)
  }
  return (
    <div
      class={styles['splitter']}
      role="separator"
      tabIndex={0}
      aria-label={props.label}
      aria-orientation={props.orientation}
      aria-valuenow={Math.round(props.border.value)}
      aria-valuemin={Math.round(props.border.min)}
      aria-valuemax={Math.round(props.border.max)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDblClick={() => props.onReset()}
    />
  )
}
