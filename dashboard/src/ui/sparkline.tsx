import { Index } from 'solid-js'

import styles from './sparkline.module.css'

/** Units of the drawing: a bar, the space after it, and the whole height. */
const barWidth = 3
const step = 4
const height = 16

interface SparklineProps {
  readonly values: readonly number[]
  /** What the bars come to, in words: for those who cannot see them, and as a tooltip. */
  readonly label: string
}

/** Numbers as small bars, oldest first. A zero is a line at the bottom. */
export function Sparkline(props: SparklineProps) {
  const top = () => Math.max(...props.values, 1)
  return (
    <svg
      class={styles['sparkline']}
      role="img"
      aria-label={props.label}
      viewBox={`0 0 ${props.values.length * step - (step - barWidth)} ${height}`}
    >
      <title>{props.label}</title>
      <Index each={props.values}>
        {(value, at) => {
          // The smallest use is still a bar, not a line.
          const length = () => (value() === 0 ? 1 : 2 + (value() / top()) * (height - 2))
          return (
            <rect
              class={value() === 0 ? styles['none'] : styles['bar']}
              x={at * step}
              y={height - length()}
              width={barWidth}
              height={length()}
            />
          )
        }}
      </Index>
    </svg>
  )
}
