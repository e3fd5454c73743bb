import { createMemo, For, onMount, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { useFlow } from './flow-context.ts'
import { FlowStep } from './flow-step.tsx'
import { moved } from './moves.ts'
import styles from './flow.module.css'

/** Steps as boxes from top to bottom, with a line for what leads to what. */
export function FlowGraph() {
  const { t } = useI18n()
  const flow = useFlow()
  const buttons = new Map<string, HTMLElement>()
  let pane: HTMLDivElement | undefined
  // A wide drawing begins where the request does.
  onMount(() => {
    const first = flow.layout().boxes[0]
    if (pane !== undefined && first !== undefined)
      pane.scrollLeft = first.x - (pane.clientWidth - first.width) / 2
  })
  const current = () => flow.selected()?.id ?? flow.layout().boxes[0]?.id
  const onKeyDown = (event: KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey } = event
    if (ctrlKey || metaKey || altKey) return
    const from = current()
    const next =
      from === undefined ? undefined : moved(key, from, flow.layout().boxes, flow.graph().edges)
    if (next === undefined) return
    event.preventDefault()
    flow.select(next)
    buttons.get(next)?.focus()
  }
  return (
    <div class={styles['pane']}>
      <p id="flow-keys" class={styles['keys']}>
        {t('builder.flow.keys')}
      </p>
      <div class={styles['scroll']} ref={(element) => (pane = element)}>
        <div
          role="group"
          aria-label={t('builder.flow.graph')}
          aria-describedby="flow-keys"
          class={styles['drawing']}
          style={{ width: `${flow.layout().width}px`, height: `${flow.layout().height}px` }}
          onKeyDown={onKeyDown}
        >
          <Lines />
          <For each={flow.layout().boxes.map(({ id }) => id)}>
            {(id) => {
              const node = createMemo(() => flow.graph().nodes.find((one) => one.id === id))
              const box = createMemo(() => flow.layout().boxes.find((one) => one.id === id))
              return (
                <Show when={node()}>
                  {(shown) => (
                    <Show when={box()}>
                      {(place) => (
                        <FlowStep
                          node={shown()}
                          box={place()}
                          isCurrent={current() === id}
                          ref={(button) => buttons.set(id, button)}
                        />
                      )}
                    </Show>
                  )}
                </Show>
              )
            }}
          </For>
        </div>
      </div>
    </div>
  )
}

const heads = ['plain', 'broken', 'current'] as const

/** Lines with their arrow heads. The words of every step say the same. */
function Lines() {
  const flow = useFlow()
  const toneOf = (edge: { from: string; to: string; isBroken: boolean }) => {
    if (edge.isBroken) return 'broken'
    const id = flow.selected()?.id
    return id === edge.from || id === edge.to ? 'current' : 'plain'
  }
  return (
    <svg
      class={styles['lines']}
      width={flow.layout().width}
      height={flow.layout().height}
      aria-hidden="true"
    >
      <defs>
        <For each={heads}>
          {(tone) => (
            <marker
              id={`flow-head-${tone}`}
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              markerUnits="userSpaceOnUse"
              orient="auto-start-reverse"
            >
              <path class={styles['head']} data-tone={tone} d="M0 0 L8 4 L0 8 z" />
            </marker>
          )}
        </For>
      </defs>
      <For each={flow.layout().routes}>
        {({ edge, path, isBack }) => (
          <path
            class={styles['line']}
            d={path}
            data-from={edge.from}
            data-to={edge.to}
            data-kind={edge.kind}
            data-tone={toneOf(edge)}
            marker-end={isBack ? undefined : `url(#flow-head-${toneOf(edge)})`}
            marker-start={isBack ? `url(#flow-head-${toneOf(edge)})` : undefined}
          />
        )}
      </For>
    </svg>
  )
}
