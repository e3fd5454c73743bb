import { createUniqueId, For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { Input } from '../ui/input.tsx'
import { pathOf } from './cache-links.ts'
import { CacheTags } from './cache-tags.tsx'

interface CacheRuleProps {
  readonly pointer: string
  /** `POST /orders/{id}` */
  readonly on: string
  /** Written as its write alone, without tags. */
  readonly isShort: boolean
  /** Writes of live endpoints, to choose from. */
  readonly writes: readonly string[]
}

/** One write, and the tags it forgets. */
export function CacheRule(props: CacheRuleProps) {
  const { t } = useI18n()
  const form = useForm()
  const choices = createUniqueId()
  const setOn = (on: string) =>
    props.isShort ? form.set(props.pointer, on) : form.set(`${props.pointer}/on`, on)
  const isUnknown = () => props.on.includes(' /') && !props.writes.includes(props.on)
  return (
    <>
      <div class={form_['stack']}>
        <Field
          label={t('builder.cache.after')}
          hint={t('builder.cache.afterHint')}
          error={form.issue(`${props.pointer}/on`) ?? form.issue(props.pointer)}
        >
          {(control) => (
            <>
              <Input
                {...control}
                mono
                list={choices}
                autocomplete="off"
                spellcheck={false}
                placeholder="POST /orders/{id}"
                value={props.on}
                readOnly={form.readOnly()}
                onInput={(event) => setOn(event.currentTarget.value)}
              />
              <datalist id={choices}>
                <For each={props.writes}>{(write) => <option value={write} />}</For>
              </datalist>
            </>
          )}
        </Field>
        <Show when={isUnknown()}>
          <p class={form_['hint']} role="status">
            {t('builder.cache.notLive', { write: props.on })}
          </p>
        </Show>
      </div>
      <Show when={!props.isShort}>
        <CacheTags
          pointer={`${props.pointer}/tags`}
          label={t('builder.cache.forget')}
          hint={t('builder.cache.forgetHint')}
          path={pathOf(props.on)}
        />
      </Show>
    </>
  )
}
