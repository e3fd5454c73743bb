import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, createUniqueId, type JSX, lazy, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaEditor } from '../form/json-schema/schema-editor.tsx'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import {
  parametersOf,
  partPointer,
  partValue,
  schemaPointer,
  starterSchema,
  unavailable,
  methodOf,
  type ValidationPart,
} from './validation-parts.ts'
import styles from './workspace.module.css'

const InferDialog = lazy(async () => ({
  default: (await import('./infer-dialog.tsx')).InferDialog,
}))

interface SchemaPartProps {
  readonly part: ValidationPart
  /** Other settings of the part, shown while it has a schema. */
  readonly children?: JSX.Element
}

/** One part of a request, or the answer: a line that says what its schema is for, and the schema once there is one. */
export function SchemaPart(props: SchemaPartProps) {
  const { t } = useI18n()
  const form = useForm()
  const id = createUniqueId()
  const [isInferring, setInferring] = createSignal(false)
  const [isNew, setNew] = createSignal(false)
  let addButton: HTMLButtonElement | undefined
  const config = () => form.get('')
  const title = () => t(`builder.validation.part.${props.part}`)
  const pointer = () => schemaPointer(props.part)
  const hasSchema = () => form.get(partPointer(props.part)) !== undefined
  const reason = () => (hasSchema() ? undefined : unavailable(props.part, config()))
  const write = (schema: ReturnType<typeof starterSchema>) => {
    if (hasSchema()) form.set(pointer(), schema)
    else form.set(partPointer(props.part), partValue(props.part, schema))
  }
  const add = () => {
    setNew(true)
    write(starterSchema(props.part, config()))
  }
  const remove = () => {
    setNew(false)
    form.set(partPointer(props.part), undefined)
    addButton?.focus()
  }
  return (
    <section class={styles['item']} aria-labelledby={id}>
      <header class={styles['partHead']}>
        <h2 id={id}>{title()}</h2>
        <Show when={!form.readOnly() && reason() === undefined}>
          <div class={styles['partTools']}>
            <Button
              variant="quiet"
              size="sm"
              aria-label={t('builder.validation.infer.openFor', { part: title() })}
              onClick={() => setInferring(true)}
            >
              {t('builder.validation.infer.open')}
            </Button>
            <Show
              when={hasSchema()}
              fallback={
                <Button
                  size="sm"
                  icon={Plus}
                  ref={(element) => (addButton = element)}
                  onClick={add}
                >
                  {t('builder.validation.add')}
                  <span class="sr-only"> {title()}</span>
                </Button>
              }
            >
              <IconButton
                icon={Trash}
                label={t('builder.validation.remove', { part: title() })}
                onClick={remove}
              />
            </Show>
          </div>
        </Show>
        <p>
          {t(`builder.validation.${reason() ?? (`about.${props.part}` as const)}`, {
            method: methodOf(config()),
          })}
        </p>
      </header>
      <Show when={hasSchema()}>
        <div class={styles['partBody']}>
          <div class={styles['partSchema']}>
            <SchemaEditor
              label={t('builder.validation.schema', { part: title() })}
              pointer={pointer()}
              names={props.part === 'params' ? parametersOf(config()) : []}
              takesFocus={isNew()}
            />
          </div>
          {props.children}
        </div>
      </Show>
      <Show when={isInferring()}>
        <InferDialog part={props.part} onApply={write} onClose={() => setInferring(false)} />
      </Show>
    </section>
  )
}
