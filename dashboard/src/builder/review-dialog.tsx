import { createSignal, Match, Show, Switch } from 'solid-js'
import { useQueryClient } from '@tanstack/solid-query'

import { publishWarnings } from '#contract/diff.ts'

import { useAction } from '../api/action.ts'
import { keys } from '../api/keys.ts'
import { useI18n } from '../i18n/index.ts'
import { curlOf } from '../lib/clipboard.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { showToast } from '../ui/toast.ts'
import { useBuilder } from './builder-context.ts'
import { ChangeList, WarningList } from './change-list.tsx'
import { DiffText } from './diff-text.tsx'
import { isUnsaved, problemCount } from './draft.ts'
import { sampleUrl } from './path-template.ts'
import { valueAt } from './pointer.ts'
import styles from './review.module.css'
import { SharedReview } from './shared-review.tsx'

interface ReviewDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onPublished: () => void
}

/** The last look before callers get it: what changes, what may break, a note for the history. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { t } = useI18n()
  const builder = useBuilder()
  const client = useQueryClient()
  const [note, setNote] = createSignal('')
  const publish = useAction('publishEndpoint', { invalidates: [keys.allEndpoints] })
  const id = () => builder.endpoint().id
  const draft = builder.store.draft
  const run = async () => {
    if (isUnsaved(draft()) && !(await builder.store.saveNow())) return
    const { data } = await publish.mutateAsync({
      params: { id: id() },
      body: { note: note() },
      ifMatch: draft().saved.etag,
    })
    builder.replaceEndpoint(data)
    void client.invalidateQueries({ queryKey: keys.endpoint(id()) })
    setNote('')
    props.onPublished()
    props.onClose()
    const url = sampleUrl(data.url, String(valueAt(draft().value, '/path')))
    const curl = curlOf({ method: String(valueAt(draft().value, '/method')), url })
    showToast({
      text: t('builder.review.published', { version: data.liveVersion ?? data.latestVersion, url }),
      action: {
        label: t('builder.test.copyCurl'),
        run: () => void navigator.clipboard.writeText(curl),
      },
    })
  }
  const blocked = () => problemCount(draft()) > 0 || draft().conflict !== undefined
  const isSame = () => builder.live() !== undefined && builder.changes().length === 0
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      size="wide"
      title={t('builder.review.open')}
      actions={
        <>
          <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
          <Button
            variant="primary"
            busy={publish.isPending}
            disabled={blocked() || isSame()}
            // A refusal is shown above, from publish.error.
            onClick={() => void run().catch(() => publish.error)}
          >
            {t('builder.review.publish')}
          </Button>
        </>
      }
    >
      <div class={styles['review']}>
        <Show when={blocked()}>
          <Banner
            tone="bad"
            title={t('builder.review.blocked', { count: problemCount(draft()) })}
          />
        </Show>
        <Show when={publish.error}>
          {(error) => <ErrorBanner error={error()} title={t('builder.review.failed')} />}
        </Show>
        <ReviewBody isSame={isSame()} />
        <SharedReview />
        <Field label={t('builder.review.note')} hint={t('builder.review.noteHint')} optional>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={note()}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
      </div>
    </Dialog>
  )
}

function ReviewBody(props: { readonly isSame: boolean }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [view, setView] = createSignal<'changes' | 'text'>('changes')
  const warnings = () =>
    publishWarnings(builder.live(), builder.store.draft().value, builder.endpoint().liveVersion)
  const value = (pointer: string) => String(valueAt(builder.store.draft().value, pointer) ?? '')
  return (
    <Switch>
      <Match when={builder.live() === undefined}>
        <Banner tone="info" title={t('builder.review.first')}>
          <code>
            {value('/method')} {value('/path')}
          </code>
        </Banner>
      </Match>
      <Match when={props.isSame}>
        <p class="muted">{t('builder.review.nothing')}</p>
      </Match>
      <Match when={true}>
        <SegmentedControl
          label={t('builder.review.view')}
          options={[
            { value: 'changes', label: t('builder.review.changes') },
            { value: 'text', label: t('builder.review.text') },
          ]}
          value={view()}
          onChange={setView}
        />
        <Show
          when={view() === 'changes'}
          fallback={
            <DiffText
              label={t('builder.review.text')}
              before={builder.live()}
              after={builder.store.draft().value}
            />
          }
        >
          <ChangeList changes={builder.changes()} />
        </Show>
        <WarningList warnings={warnings()} />
      </Match>
    </Switch>
  )
}
