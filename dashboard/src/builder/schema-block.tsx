import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, createUniqueId, type JSX, lazy, Show } from 'solid-js'
import { Dynamic } from 'solid-js/web'

import type { JsonSchema } from '#contract/validation.ts'

import { useForm } from '../form/form-context.ts'
import { SchemaEditor } from '../form/json-schema/schema-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import type { InferSource } from './infer-dialog.tsx'
import styles from './workspace.module.css'

const InferDialog = lazy(async () => ({
  default: (await import('./infer-dialog.tsx')).InferDialog,
}))

interface SchemaBlockProps {
  readonly title: string
  readonly heading: 'h2' | 'h3'
  readonly about: string
  /** Of the schema. */
  readonly pointer: string
  readonly hasSchema: boolean
  /** False: there is nothing to describe, as the text says. */
  readonly canHave: boolean
  /** Names its members can have. */
  readonly names?: readonly string[]
  readonly starter: () => JsonSchema
  readonly onWrite: (schema: JsonSchema) => void
  readonly onRemove: () => void
  readonly infer: () => InferSource
  /** Other settings, shown while there is a schema. */
  readonly children?: JSX.Element
}

/** A line that says what a schema is for, and the schema once there is one. */
export function SchemaBlock(props: SchemaBlockProps) {
  const { t } = useI18n()
  const form = useForm()
  const id = createUniqueId()
  const [isInferring, setInferring] = createSignal(false)
  const [isNew, setNew] = createSignal(false)
  let addButton: HTMLButtonElement | undefined
  const add = () => {
    setNew(true)
    props.onWrite(props.starter())
  }
  const remove = () => {
    setNew(false)
    props.onRemove()
    addButton?.focus()
  }
  return (
    <section class={styles['item']} aria-labelledby={id}>
      <header class={styles['partHead']}>
        <Dynamic component={props.heading} id={id}>
          {props.title}
        </Dynamic>
        <Show when={!form.readOnly() && props.canHave}>
          <div class={styles['partTools']}>
            <Button
              variant="quiet"
              size="sm"
              aria-label={t('builder.validation.infer.openFor', { part: props.title })}
              onClick={() => setInferring(true)}
            >
              {t('builder.validation.infer.open')}
            </Button>
            <Show
              when={props.hasSchema}
              fallback={
                <Button
                  size="sm"
                  icon={Plus}
                  ref={(element) => (addButton = element)}
                  onClick={add}
                >
                  {t('builder.validation.add')}
                  <span class="sr-only"> {props.title}</span>
                </Button>
              }
            >
              <IconButton
                icon={Trash}
                label={t('builder.validation.remove', { part: props.title })}
                onClick={remove}
              />
            </Show>
          </div>
        </Show>
        <p>{props.about}</p>
      </header>
      <Show when={props.hasSchema}>
        <div class={styles['partBody']}>
          <div class={styles['partSchema']}>
            <SchemaEditor
              label={t('builder.validation.schema', { part: props.title })}
              pointer={props.pointer}
              names={props.names ?? []}
              takesFocus={isNew()}
            />
          </div>
          {props.children}
        </div>
      </Show>
      <Show when={isInferring()}>
        <InferDialog
          title={props.title}
          source={props.infer()}
          onApply={(schema) => props.onWrite(schema)}
          onClose={() => setInferring(false)}
        />
      </Show>
    </section>
  )
}
