import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { useBuilder } from '../builder-context.ts'
import { type Flow, FlowContext } from './flow-context.ts'
import { FlowDetail } from './flow-detail.tsx'
import { FlowGraph } from './flow-graph.tsx'
import { FlowList } from './flow-list.tsx'
import { flowOf } from './graph.ts'
import { addIntegration } from './integrations.ts'
import { layoutOf } from './layout.ts'
import { marksOf } from './marks.ts'
import styles from './flow.module.css'

const forms = ['graph', 'list'] as const

/** The draft as the way a call takes: a graph, or the same as a list. */
export function FlowView() {
  const { t } = useI18n()
  const builder = useBuilder()
  const [form, setForm] = createSignal<(typeof forms)[number]>('graph')
  const flow = createFlow()
  const canEdit = () => builder.canEdit() && builder.store.draft().parsed.ok
  const add = () => flow.select(`integration:${addIntegration(builder.store)}`)
  return (
    <FlowContext.Provider value={flow}>
      <section class={styles['view']} aria-labelledby="flow-title">
        <header>
          <div>
            <h1 id="flow-title">{t('builder.flow.title')}</h1>
            <p>{t('builder.flow.intro')}</p>
          </div>
          <div class={styles['tools']}>
            <SegmentedControl
              label={t('builder.flow.form')}
              options={forms.map((value) => ({ value, label: t(`builder.flow.forms.${value}`) }))}
              value={form()}
              onChange={setForm}
            />
            <Show when={canEdit()}>
              <Button size="sm" icon={Plus} onClick={add}>
                {t('builder.addIntegration')}
              </Button>
            </Show>
          </div>
        </header>
        <Show when={form() === 'graph'} fallback={<FlowList />}>
          <FlowGraph />
          <FlowDetail />
        </Show>
      </section>
    </FlowContext.Provider>
  )
}

function createFlow(): Flow {
  const builder = useBuilder()
  const draft = builder.store.draft
  const graph = createMemo(() => flowOf(draft().value, draft().plan, draft().issues))
  const layout = createMemo(() =>
    layoutOf(
      graph().nodes.map(({ id }) => id),
      graph().edges,
    ),
  )
  const marks = createMemo(() => marksOf(graph(), builder.test.result()?.trace))
  const nodeOf = (id: string | undefined) => graph().nodes.find((node) => node.id === id)
  const [selected, select] = createSignal<string>()
  return {
    graph,
    layout,
    marks,
    steps: () => layout().boxes.flatMap(({ id }) => nodeOf(id) ?? []),
    selected: () => nodeOf(selected()),
    select,
    edit: ({ section, index }) => builder.show(section, index),
  }
}
