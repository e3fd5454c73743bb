import { For, type JSX, Show } from 'solid-js'

import { pointerTo } from '#contract/json-pointer.ts'

import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import type { SelectOption } from '../ui/select.tsx'
import { useBuilder } from './builder-context.ts'
import { isUnder } from './pointer.ts'
import styles from './workspace.module.css'

interface KindFrameProps {
  readonly options: readonly SelectOption[]
  readonly chosen: string
  readonly onChoose: (type: string) => void
  /** The form of the chosen kind. */
  readonly children: JSX.Element
}

/** What sections with kinds share: everything that is wrong in them, and the choice of a kind. */
export function KindFrame(props: KindFrameProps) {
  const { t } = useI18n()
  const builder = useBuilder()
  const issues = () =>
    builder.store
      .draft()
      .issues.filter((issue) => isUnder(pointerTo(builder.section()), issue.pointer))
  return (
    <>
      <For each={issues()}>{(issue) => <p class={styles['error']}>{issue.message}</p>}</For>
      <Show
        when={props.options.length > 0}
        fallback={
          <div>
            <Button onClick={() => builder.setView('json')}>{t('builder.fixInJson')}</Button>
          </div>
        }
      >
        <SegmentedControl
          label={t('builder.kind')}
          showLabel
          options={props.options}
          value={props.chosen}
          onChange={(type) => props.onChoose(type)}
        />
        {props.children}
      </Show>
    </>
  )
}
