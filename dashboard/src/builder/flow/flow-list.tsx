import { For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { useFlow } from './flow-context.ts'
import { Problems, Tools } from './flow-detail.tsx'
import type { FlowNode } from './graph.ts'
import { kindWords, markWords, noteWords, placeWords, subjectOf, titleOf } from './words.ts'
import styles from './flow.module.css'

/** The graph in words: every step in the order it is reached, with what it follows. */
export function FlowList() {
  const { t } = useI18n()
  const flow = useFlow()
  return (
    <ol class={styles['list']} aria-label={t('builder.flow.graph')}>
      <For each={flow.steps().map(({ id }) => id)}>
        {(id) => (
          <Show when={flow.graph().nodes.find((one) => one.id === id)}>
            {(node) => <Step node={node()} />}
          </Show>
        )}
      </For>
    </ol>
  )
}

function Step(props: { readonly node: FlowNode }) {
  const i18n = useI18n()
  const { t } = i18n
  const flow = useFlow()
  const mark = () => flow.marks().get(props.node.id)
  const about = () =>
    [kindWords(t, props.node), props.node.method, subjectOf(t, props.node)].filter(
      (text) => text !== '',
    )
  return (
    <li class={styles['row']} data-step={props.node.id} data-kind={props.node.kind}>
      <div class={styles['facts']}>
        <h2>{titleOf(t, props.node)}</h2>
        <p>{about().join(' ')}</p>
        <p>
          {[...noteWords(t, props.node), ...placeWords(t, flow.graph(), props.node.id)].join('; ')}
        </p>
        <Show when={mark()}>
          {(found) => (
            <p class={styles['mark']} data-outcome={found().outcome}>
              {markWords(i18n, found())}
            </p>
          )}
        </Show>
        <Problems node={props.node} />
      </div>
      <Tools node={props.node} />
    </li>
  )
}
