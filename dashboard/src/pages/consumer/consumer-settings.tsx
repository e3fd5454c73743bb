import { createSignal, createUniqueId, Show } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { issueAt } from '../../api/problem-error.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import form from '../../ui/form.module.css'
import { Input } from '../../ui/input.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Textarea } from '../../ui/textarea.tsx'
import { showToast } from '../../ui/toast.ts'
import { listOf } from '../consumers/word-list.ts'

interface ConsumerSettingsProps {
  readonly consumer: Consumer
  /** Of the revision shown: someone else's save in between is not overwritten. */
  readonly etag: string
}

export function ConsumerSettings(props: ConsumerSettingsProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const formId = createUniqueId()
  const [draft, setDraft] = createSignal(draftOf(props.consumer))
  const [badMetadata, setBadMetadata] = createSignal<string>()
  const change = (more: Partial<ReturnType<typeof draftOf>>) => setDraft({ ...draft(), ...more })
  const stale = [keys.allConsumers, keys.consumer(props.consumer.id)]
  const save = useAction('saveConsumer', { invalidates: stale })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const metadata = parseMetadata(draft().metadata)
    setBadMetadata(metadata === undefined ? t('consumers.badMetadata') : undefined)
    if (metadata === undefined) return
    const { name, description, isActive, roles, scopes } = draft()
    const lists = { roles: listOf(roles), scopes: listOf(scopes) }
    save.mutate(
      {
        params: { id: props.consumer.id },
        ifMatch: props.etag,
        body: { name, description, isActive, metadata, ...lists },
      },
      { onSuccess: () => showToast({ text: t('common.saved') }) },
    )
  }
  const text = (
    name: 'name' | 'description' | 'roles' | 'scopes',
    label: string,
    hint?: string,
  ) => (
    <Field label={label} hint={hint} error={issueAt(save.error, `/${name}`)}>
      {(control) => (
        <Input
          {...control}
          required={name === 'name'}
          mono={hint !== undefined}
          value={draft()[name]}
          onInput={(event) => change({ [name]: event.currentTarget.value })}
        />
      )}
    </Field>
  )
  return (
    <Card padded title={t('consumers.settings')} note={t('consumers.settingsNote')}>
      <form id={formId} onSubmit={submit}>
        <fieldset class={form['form']} disabled={!can('editor')}>
          <Show when={save.error}>
            {(error) => <Banner tone="bad" title={errorText(error(), t)} />}
          </Show>
          <Switch
            label={t('consumers.active')}
            description={t('consumers.activeHint')}
            checked={draft().isActive}
            onChange={(isActive) => change({ isActive })}
          />
          {text('name', t('common.name'))}
          {text('description', t('consumers.description'))}
          {text('roles', t('consumers.roles'), t('consumers.listHint'))}
          {text('scopes', t('consumers.scopes'), t('consumers.listHint'))}
          <Field
            label={t('consumers.metadata')}
            hint={t('consumers.metadataHint')}
            error={badMetadata() ?? issueAt(save.error, '/metadata')}
          >
            {(control) => (
              <Textarea
                {...control}
                mono
                value={draft().metadata}
                onInput={(event) => change({ metadata: event.currentTarget.value })}
              />
            )}
          </Field>
          <div class={form['buttons']}>
            <Button type="submit" variant="primary" busy={save.isPending}>
              {t('common.save')}
            </Button>
          </div>
        </fieldset>
      </form>
    </Card>
  )
}

function draftOf({ name, description, isActive, roles, scopes, metadata }: Consumer) {
  return {
    name,
    description,
    isActive,
    roles: roles.join(', '),
    scopes: scopes.join(', '),
    metadata: JSON.stringify(metadata, null, 2),
  }
}

/** Undefined when the text is no JSON object; what its values may be is the server's to say. */
function parseMetadata(text: string): Consumer['metadata'] | undefined {
  try {
    const value: unknown = JSON.parse(text || '{}')
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Consumer['metadata']) : undefined
  } catch {
    return undefined
  }
}
