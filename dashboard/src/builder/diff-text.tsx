import { createMemo, For } from 'solid-js'

import { print } from './json-patch-text.ts'
import styles from './review.module.css'
import { diffLines, foldSame } from './text-diff.ts'

interface DiffTextProps {
  readonly label: string
  readonly before: unknown
  readonly after: unknown
  /** Only changes, with a few lines around them. */
  readonly folded?: boolean
}

const signs = { added: '+ ', removed: '- ', same: '  ' } as const

/** Two values as JSON, line by line: what is gone and what is new. */
export function DiffText(props: DiffTextProps) {
  const lines = createMemo(() => {
    const all = diffLines(print(props.before), print(props.after))
    return props.folded === true ? foldSame(all) : all
  })
  return (
    <pre class={styles['diff']} tabIndex={0} role="region" aria-label={props.label}>
      <For each={lines()}>
        {(line) => (
          <span class={styles['line']} data-kind={line.kind}>
            {signs[line.kind]}
            {line.text}
          </span>
        )}
      </For>
    </pre>
  )
}
