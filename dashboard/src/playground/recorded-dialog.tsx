import { createSignal, For, Show } from 'solid-js'

import type { RecordedRequest } from '#contract/recorded-requests.ts'

import { call } from '../api/client.ts'
import { useEndpointChoices, useRecorded } from '../api/queries.ts'
import { useI18n } from '../i18n/index.ts'
import { useMe } from '../lib/session.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Field } from '../ui/field.tsx'
import { MethodLabel } from '../ui/method-label.tsx'
import styles from '../ui/pick-list.module.css'
import { QueryView } from '../ui/query-view.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Select } from '../ui/select.tsx'
import { StatusTag } from '../ui/status-tag.tsx'
import { useFailureToast } from '../ui/use-failure-toast.ts'
import { type Phase, recordedSample, type RecordedSample } from './recorded-sample.ts'
import own from './recorded.module.css'
import { RecordingControl, useRecordable } from './recording-control.tsx'

interface RecordedDialogProps {
  /** Only of this endpoint; undefined: of any. */
  readonly endpointId?: string | undefined
  /** Where the rule is applied. */
  readonly phase: Phase
  readonly onPicked: (sample: RecordedSample) => void
  readonly onClose: () => void
}

/** One of the recorded requests, and the way to record some. Mount it to open it. */
export function RecordedDialog(props: RecordedDialogProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const [chosen, setChosen] = createSignal('')
  const endpointId = () => props.endpointId ?? chosen()
  return (
    <Dialog
      open
      size="wide"
      onClose={() => props.onClose()}
      title={t('recorded.title')}
      description={t('recorded.about')}
      actions={<Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>}
    >
      <Show
        when={can('editor')}
        fallback={
          <EmptyState title={t('state.forbidden')}>
            {t('state.forbiddenText', { role: 'editor' })}
          </EmptyState>
        }
      >
        <Show when={props.endpointId === undefined}>
          <EndpointChoice value={chosen()} onChange={setChosen} />
        </Show>
        <Recorded {...props} endpointId={endpointId()} />
      </Show>
    </Dialog>
  )
}

function EndpointChoice(props: {
  readonly value: string
  readonly onChange: (id: string) => void
}) {
  const { t } = useI18n()
  const choices = useEndpointChoices()
  return (
    <Field label={t('playground.endpoint')}>
      {(control) => (
        <Select
          {...control}
          options={[
            { value: '', label: t('recorded.all') },
            ...choices().map(({ id, name, method, path }) => ({
              value: id,
              label: `${name || t('builder.unnamed')} · ${method} ${path}`,
            })),
          ]}
          value={props.value}
          onChange={(id) => props.onChange(id)}
        />
      )}
    </Field>
  )
}

function Recorded(props: RecordedDialogProps & { readonly endpointId: string }) {
  const { t } = useI18n()
  const onError = useFailureToast()
  const query = useRecorded(() => props.endpointId)
  const recordable = useRecordable(() => props.endpointId)
  const [phase, setPhase] = createSignal(props.phase)
  const [isMissing, setMissing] = createSignal(false)
  const pick = async ({ id }: RecordedRequest) => {
    const { data } = await call('getRecordedRequest', { params: { id } })
    const sample = recordedSample(data.scope, phase())
    setMissing(sample.isMissing)
    if (sample.isMissing) return
    props.onPicked(sample)
    props.onClose()
  }
  return (
    <QueryView query={query} skeletonRows={3}>
      {(data) => (
        <>
          <RecordingControl
            endpointId={props.endpointId}
            recording={data().recordings.find((one) => one.endpointId === props.endpointId)}
            hasItems={data().items.length > 0}
          />
          <Show
            when={data().items.length > 0}
            fallback={
              <EmptyState title={t('recorded.none')} snippet={recordable.curl()}>
                {t(
                  props.endpointId === ''
                    ? 'recorded.noneAll'
                    : data().recordings.length > 0
                      ? 'recorded.noneOn'
                      : 'recorded.noneOff',
                )}
              </EmptyState>
            }
          >
            <SegmentedControl
              showLabel
              label={t('recorded.takes')}
              options={(['request', 'response'] as const).map((value) => ({
                value,
                label: t(`recorded.phase.${value}`),
              }))}
              value={phase()}
              onChange={setPhase}
            />
            <RequestList
              items={data().items}
              showsEndpoint={props.endpointId === ''}
              onPick={(one) => void pick(one).catch(onError)}
            />
            <Show when={isMissing()}>
              <p class={own['error']} role="alert">
                {t('recorded.notKept')}
              </p>
            </Show>
          </Show>
        </>
      )}
    </QueryView>
  )
}

interface RequestListProps {
  readonly items: readonly RecordedRequest[]
  readonly showsEndpoint: boolean
  readonly onPick: (one: RecordedRequest) => void
}

function RequestList(props: RequestListProps) {
  const { t } = useI18n()
  const tone = (status: number) => (status < 400 ? 'ok' : status < 500 ? 'warn' : 'bad')
  return (
    <ul class={styles['list']} aria-label={t('recorded.list')}>
      <For each={props.items}>
        {(one) => (
          <li>
            <button
              type="button"
              class={`${styles['choice']} ${own['request']}`}
              onClick={() => props.onPick(one)}
            >
              <MethodLabel method={one.method} />
              <code class={own['path']}>{one.path}</code>
              <Show when={props.showsEndpoint}>
                <span class={own['endpoint']}>{one.endpointName || t('builder.unnamed')}</span>
              </Show>
              <StatusTag tone={tone(one.status)}>{String(one.status)}</StatusTag>
              <span class={own['when']}>
                <RelativeTime at={one.at} />
              </span>
            </button>
          </li>
        )}
      </For>
    </ul>
  )
}
