import { Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { MethodLabel } from '../../ui/method-label.tsx'
import { useFlow } from './flow-context.ts'
import type { FlowNode } from './graph.ts'
import type { Box } from './layout.ts'
import { kindWords, markWords, noteWords, placeWords, subjectOf, titleOf } from './words.ts'
import styles from './flow.module.css'

interface FlowStepProps {
  readonly node: FlowNode
  readonly box: Box
  /** The one step that Tab reaches. */
  readonly isCurrent: boolean
  readonly ref: (button: HTMLElement) => void
}

/** A step as a box: what it is, what it calls, what is wrong with it, what a test did to it. */
export function FlowStep(props: FlowStepProps) {
  const i18n = useI18n()
  const { t } = i18n
  const flow = useFlow()
  const mark = () => flow.marks().get(props.node.id)
  const notes = () => [kindWords(t, props.node), ...noteWords(t, props.node)].filter(Boolean)
  const place = () => placeWords(t, flow.graph(), props.node.id).join('; ')
  return (
    <button
      type="button"
      ref={(button) => props.ref(button)}
      class={styles['step']}
      data-step={props.node.id}
      data-kind={props.node.kind}
      data-outcome={mark()?.outcome}
      data-standby={props.node.isStandby}
      aria-current={flow.selected()?.id === props.node.id ? 'true' : undefined}
      title={`${titleOf(t, props.node)}\n${subjectOf(t, props.node)}`}
      tabIndex={props.isCurrent ? 0 : -1}
      style={{
        left: `${props.box.x}px`,
        top: `${props.box.y}px`,
        width: `${props.box.width}px`,
        height: `${props.box.height}px`,
      }}
      onFocus={() => flow.select(props.node.id)}
      onDblClick={() => flow.edit(props.node)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return
        event.preventDefault()
        flow.edit(props.node)
      }}
    >
      <span class={styles['name']}>
        <strong>{titleOf(t, props.node)}</strong>
        <Show when={props.node.issues.length}>
          {(count) => (
            <span class={styles['count']}>
              {count()}
              <span class="sr-only"> {t('builder.problems')}</span>
            </span>
          )}
        </Show>
      </span>
      <span class={styles['subject']}>
        <Show when={props.node.method}>{(method) => <MethodLabel inline method={method()} />}</Show>
        <span>{subjectOf(t, props.node)}</span>
      </span>
      <span class={styles['notes']}>
        <span>{notes().join(' · ')}</span>
        <Show when={mark()}>
          {(found) => <span class={styles['mark']}>{markWords(i18n, found())}</span>}
        </Show>
      </span>
      <span class="sr-only">{place()}</span>
    </button>
  )
}
