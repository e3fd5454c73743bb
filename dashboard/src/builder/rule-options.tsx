import { For, Show, useContext } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { PlaygroundContext } from '../playground/playground-context.ts'
import { Switch } from '../ui/switch.tsx'
import { print } from './json-patch-text.ts'
import { SchemaBlock } from './schema-block.tsx'
import styles from './workspace.module.css'

const schemas = ['inputSchema', 'outputSchema'] as const

/** Whether the steps of a rule work on the document or on each of its items. */
export function RuleEach(props: { readonly rule: string }) {
  const { t } = useI18n()
  const form = useForm()
  const pointer = () => `${props.rule}/each`
  const isEach = () => form.get(pointer()) === true
  return (
    <Show when={form.get(`${props.rule}/type`) === 'map' || isEach()}>
      <Switch
        label={t('playground.each')}
        description={t('playground.eachHint')}
        checked={isEach()}
        disabled={form.readOnly()}
        onChange={(on) => form.set(pointer(), on ? true : undefined)}
      />
      <Show when={form.issue(pointer())}>
        {(message) => <p class={styles['error']}>{message()}</p>}
      </Show>
    </Show>
  )
}

/** What goes into a rule and what comes out of it. */
export function RuleSchemas(props: { readonly rule: string }) {
  const { t } = useI18n()
  const form = useForm()
  const playground = useContext(PlaygroundContext)
  const sampleOf = (name: (typeof schemas)[number]): string | undefined => {
    if (name === 'inputSchema') return playground?.input() || undefined
    const output = playground?.lastOutput()
    return output === undefined ? undefined : print(output)
  }
  return (
    <For each={schemas}>
      {(name) => (
        <SchemaBlock
          heading="h3"
          title={t(`playground.schema.${name}`)}
          about={t(`playground.schema.${name}About`)}
          pointer={`${props.rule}/${name}`}
          hasSchema={form.get(`${props.rule}/${name}`) !== undefined}
          canHave
          starter={() => ({ type: 'object', properties: {} })}
          onWrite={(schema) => form.set(`${props.rule}/${name}`, schema)}
          onRemove={() => form.set(`${props.rule}/${name}`, undefined)}
          infer={() => ({
            sample: sampleOf(name),
            origin: t(`playground.schema.${name}From`),
            isOfTexts: false,
          })}
        />
      )}
    </For>
  )
}
