import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { useBuilder } from '../builder-context.ts'
import { useFlow } from './flow-context.ts'
import type { FlowNode } from './graph.ts'
import { canMove, moveIntegration, removeIntegration } from './integrations.ts'
import { kindWords, noteWords, placeWords, subjectOf, titleOf } from './words.ts'
import styles from './flow.module.css'

/** The selected step in full, and what can be done with it. */
export function FlowDetail() {
  const flow = useFlow()
  return (
    <Show when={flow.selected()}>
      {(node) => (
        <div class={styles['detail']} data-detail={node().id}>
          <Facts node={node()} />
          <Tools node={node()} />
        </div>
      )}
    </Show>
  )
}

function Facts(props: { readonly node: FlowNode }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const flow = useFlow()
  const isUnread = () => {
    const { plan } = builder.store.draft()
    const pointer = `/integrations/${props.node.index}`
    return (
      props.node.kind === 'integration' &&
      plan.some((one) => one.pointer === pointer && one.dependsOn === null)
    )
  }
  const lines = () => [
    [kindWords(t, props.node), props.node.method, subjectOf(t, props.node)]
      .filter((text) => text !== '')
      .join(' '),
    ...noteWords(t, props.node),
    ...placeWords(t, flow.graph(), props.node.id),
    ...(isUnread() ? [t('builder.flow.unread')] : []),
  ]
  return (
    <div class={styles['facts']}>
      <h2>{titleOf(t, props.node)}</h2>
      <For each={lines()}>{(line) => <p>{line}</p>}</For>
      <Problems node={props.node} />
    </div>
  )
}

/** What is wrong with a step, in the words of the check. */
export function Problems(props: { readonly node: FlowNode }) {
  const { t } = useI18n()
  const words = () => {
    const found = props.node.issues.map(({ message }) => message)
    return found.length === 0 && props.node.kind === 'unknown' ? [t('builder.flow.noSuch')] : found
  }
  return (
    <Show when={words().length > 0}>
      <ul class={styles['problems']}>
        <For each={words()}>{(message) => <li>{message}</li>}</For>
      </ul>
    </Show>
  )
}

/** Edits a step; integrations are moved and removed too. */
export function Tools(props: { readonly node: FlowNode }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const flow = useFlow()
  const canEdit = () => builder.canEdit() && builder.store.draft().parsed.ok
  const index = () =>
    canEdit() && props.node.kind === 'integration' ? props.node.index : undefined
  const move = (from: number, by: number) => {
    moveIntegration(builder.store, from, by)
    flow.select(`integration:${from + by}`)
  }
  return (
    <div class={styles['stepTools']}>
      <Show
        when={props.node.policies.length > 1}
        fallback={
          <Show when={props.node.kind !== 'unknown'}>
            <Button
              size="sm"
              aria-label={t('builder.flow.editOf', { name: titleOf(t, props.node) })}
              onClick={() => flow.edit(props.node)}
            >
              {t('builder.flow.edit')}
            </Button>
          </Show>
        }
      >
        <For each={props.node.policies}>
          {(section) => (
            <Button size="sm" onClick={() => builder.show(section)}>
              {t(`builder.section.${section}`)}
            </Button>
          )}
        </For>
      </Show>
      <Show when={index() !== undefined}>
        <IconButton
          icon={ArrowUp}
          label={t('builder.flow.earlier')}
          disabled={!canMove(builder.store, index() ?? 0, -1)}
          onClick={() => move(index() ?? 0, -1)}
        />
        <IconButton
          icon={ArrowDown}
          label={t('builder.flow.later')}
          disabled={!canMove(builder.store, index() ?? 0, 1)}
          onClick={() => move(index() ?? 0, 1)}
        />
        <IconButton
          icon={Trash}
          label={t('builder.flow.remove')}
          onClick={() => removeIntegration(builder.store, index() ?? 0)}
        />
      </Show>
    </div>
  )
}
