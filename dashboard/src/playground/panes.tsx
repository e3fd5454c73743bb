import type { JSX } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { createPaneSizes } from '../lib/pane-sizes.ts'
import { Splitter } from '../ui/splitter.tsx'
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

/** Input, rule, output: side by side with borders to move where there is room, else one below the other. */
export function Panes(props: PanesProps) {
  const { t } = useI18n()
  const sizes = createPaneSizes({
    key: 'ecluse.playground.panes',
    initial: [33, 34, 33],
    min: 18,
    storage: localStorage,
  })
  const columns = () =>
    sizes
      .shares()
      .map((share) => `minmax(0, ${share}fr)`)
      .join(' auto ')
  const splitter = (index: number, pane: string) => (
    <Splitter
      orientation="vertical"
      label={t('playground.width', { pane })}
      border={sizes.border(index)}
      onMove={(by) => sizes.move(index, by)}
      onReset={sizes.reset}
    />
  )
  return (
    <PlaygroundContext.Provider value={props.playground}>
      <div class={styles['frame']} data-own-undo>
        <div class={styles['panes']} style={{ '--columns': columns() }}>
          <InputPane tools={props.samples} />
          {splitter(0, t('playground.input'))}
          <RulePane />
          {splitter(1, t('playground.rule'))}
          <OutputPane />
        </div>
      </div>
    </PlaygroundContext.Provider>
  )
}
