import type { JSX } from 'solid-js'

import { InputPane } from './input-pane.tsx'
import { OutputPane } from './output-pane.tsx'
import { type Playground, PlaygroundContext } from './playground-context.ts'
import styles from './playground.module.css'
import { RulePane } from './rule-pane.tsx'

interface PanesProps {
  readonly playground: Playground
  /** Where an input can come from. */
  readonly samples?: JSX.Element
}

/** Input, rule, output: side by side where there is room, else one below the other. */
export function Panes(props: PanesProps) {
  return (
    <PlaygroundContext.Provider value={props.playground}>
      <div class={styles['frame']} data-own-undo>
        <div class={styles['panes']}>
          <InputPane tools={props.samples} />
          <RulePane />
          <OutputPane />
        </div>
      </div>
    </PlaygroundContext.Provider>
  )
}
