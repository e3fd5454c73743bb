import { For, Show, useContext } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { PlaygroundContext } from '../playground/playground-context.ts'
import { Switch } from '../ui/switch.tsx'
import { print } from './json-patch-text.ts'
import { SchemaBlock } from './schema-block.tsx'
import styles from './workspace.module.css'

const schemas = ['inputSchema', 'outputSchema'] as const

/** What a rule is about: every item or the whole document, and what goes in and comes out. */
export function RuleOptions(props: { readonly rule: string }) {
  const { t } = useI18n()
  const form = useForm()
  const playground = useContext(PlaygroundContext)
  const sampleOf = (name: (typeof schemas)[number]): string | undefined => {
    if (name === 'inputSchema') return playground?.input() || undefined
    const output = playground?.lastOutput()
    return output === undefined ? undefined : print(output)
  }
  const isEach = () => form.get(`${props.rule}/each`) === true
  return (
    <>
      <Show when={form.get(`${props.rule}/type`) === 'map' || isEach()}>
        <Switch
          label={t('playground.each')}
          description={t('playground.eachHint')}
          checked={isEach()}
          disabled={form.readOnly()}
          onChange={(on) => form.set(`${props.rule}/each`, on ? true : undefined)}
        />
        <Show when={form.issue(`${props.rule}/each`)}>
          {(message) => <p class={styles['error']}>{message()}</p>}
        </Show>
      </Show>
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
    </>
  )
}
