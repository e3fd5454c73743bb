import { createSignal, Show } from 'solid-js'

import { useAction } from '../api/action.ts'
import { keys } from '../api/keys.ts'
import { issueAt } from '../api/problem-error.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Input } from '../ui/input.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { showToast } from '../ui/toast.ts'
import { useBuilder } from './builder-context.ts'
import { samplePath } from './path-template.ts'

/** Scopes that ask what. */
const named = ['tags', 'path'] as const
const scopes = ['all', ...named] as const
type Scope = (typeof scopes)[number]

/** Forgets what the endpoint remembers: everything, by tags, or of one path. Mount it to open it. */
export function CachePurge(props: { readonly onClose: () => void }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [scope, setScope] = createSignal<Scope>('all')
  const [text, setText] = createSignal('')
  const id = () => builder.endpoint().id
  const purge = useAction('purgeEndpoint', { invalidates: [keys.cacheUsage(id())] })
  const tags = () =>
    text()
      .split(/[\s,]+/)
      .filter((tag) => tag !== '')
  const asked = () => named.find((one) => one === scope())
  const body = () => {
    if (scope() === 'tags') return { scope: 'tags' as const, tags: tags() }
    const path = text().trim()
    return scope() === 'path' ? { scope: 'path' as const, path } : { scope: 'all' as const }
  }
  const issue = () => issueAt(purge.error, `/${scope()}`)
  const run = () =>
    purge.mutate(
      { params: { id: id() }, body: body() },
      {
        onSuccess: ({ data }) => {
          const what = [...data.tags, ...(data.path === null ? [] : [data.path])].join(', ')
          const seconds = data.withinSeconds
          showToast({
            text:
              data.scope === 'all'
                ? t('builder.cache.purge.doneAll', { seconds })
                : t('builder.cache.purge.done', { what, seconds }),
          })
          props.onClose()
        },
      },
    )
  const choose = (next: Scope) => {
    setScope(next)
    setText('')
    purge.reset()
  }
  return (
    <FormDialog
      title={t('builder.cache.purge.title')}
      busy={purge.isPending}
      error={purge.error}
      onSubmit={run}
      onClose={() => props.onClose()}
    >
      <SegmentedControl
        label={t('builder.cache.purge.scope')}
        showLabel
        options={scopes.map((value) => ({
          value,
          label: t(`builder.cache.purge.scopes.${value}`),
        }))}
        value={scope()}
        onChange={choose}
      />
      <Show when={asked()} keyed>
        {(of) => <ScopeText scope={of} text={text()} issue={issue()} onInput={setText} />}
      </Show>
      <p>
        {t(`builder.cache.purge.about.${scope()}`)} {t('builder.cache.purge.final')}
      </p>
    </FormDialog>
  )
}

interface ScopeTextProps {
  readonly scope: 'tags' | 'path'
  readonly text: string
  readonly issue: string | undefined
  readonly onInput: (text: string) => void
}

function ScopeText(props: ScopeTextProps) {
  const { t } = useI18n()
  const form = useForm()
  const example = () =>
    props.scope === 'path' ? samplePath(String(form.get('/path') ?? '')) : 'orders:42'
  return (
    <Field
      label={t(`builder.cache.purge.labels.${props.scope}`)}
      hint={t(`builder.cache.purge.hints.${props.scope}`)}
      error={props.issue}
    >
      {(control) => (
        <Input
          {...control}
          mono
          autocomplete="off"
          spellcheck={false}
          placeholder={example()}
          value={props.text}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}
