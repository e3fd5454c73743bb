import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createMemo, For, Show } from 'solid-js'

import { useKinds } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { optionLabel } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Select } from '../ui/select.tsx'
import { itemsAt } from './lists.ts'
import { type Operation, operationsOf } from './operations.ts'
import styles from './workspace.module.css'

/** Steps of a rule, in the order they run. */
export function StepList(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const form = useForm()
  const steps = () => itemsAt(form, props.pointer)
  const operations = useOperations(() => String(form.get(props.pointer.replace(/rules$/, 'type'))))
  const write = (next: readonly unknown[]) => form.set(props.pointer, next)
  const move = (from: number, to: number) => {
    const next = [...steps()]
    next.splice(to, 0, ...next.splice(from, 1))
    write(next)
  }
  return (
    <div class={styles['steps']}>
      <h3>{t('builder.steps')}</h3>
      <ol class={styles['items']}>
        <For each={Array.from({ length: steps().length }, (_, index) => index)}>
          {(index) => (
            <li class={styles['step']}>
              <div class={styles['stepHead']}>
                <OperationChoice
                  step={index}
                  pointer={`${props.pointer}/${index}`}
                  operations={operations()}
                />
                <Show when={!form.readOnly()}>
                  <span class={styles['stepTools']}>
                    <IconButton
                      icon={ArrowUp}
                      label={t('builder.moveUp')}
                      disabled={index === 0}
                      onClick={() => move(index, index - 1)}
                    />
                    <IconButton
                      icon={ArrowDown}
                      label={t('builder.moveDown')}
                      disabled={index === steps().length - 1}
                      onClick={() => move(index, index + 1)}
                    />
                    <IconButton
                      icon={Trash}
                      label={t('builder.removeStep', { step: index + 1 })}
                      onClick={() => write(steps().filter((_, other) => other !== index))}
                    />
                  </span>
                </Show>
              </div>
              <StepFields pointer={`${props.pointer}/${index}`} operations={operations()} />
            </li>
          )}
        </For>
      </ol>
      <Show when={!form.readOnly()}>
        <div>
          <Button
            size="sm"
            icon={Plus}
            onClick={() => write([...steps(), { operation: 'set', source: 'body', target: '' }])}
          >
            {t('builder.addStep')}
          </Button>
        </div>
      </Show>
    </div>
  )
}

/** What steps of this kind can do, as the server offers it. */
function useOperations(type: () => string): () => readonly Operation[] {
  const kinds = useKinds()
  return createMemo(() => {
    const offered = kinds.isSuccess ? kinds.data : []
    const kind = offered.find((one) => one.stage === 'transform' && one.type === type())
    return operationsOf(kind?.schema as FieldSchema | undefined)
  })
}

interface StepPartProps {
  readonly pointer: string
  readonly operations: readonly Operation[]
}

/** A few are all visible; many are a list. */
function OperationChoice(props: StepPartProps & { readonly step: number }) {
  const { t } = useI18n()
  const form = useForm()
  const label = () => t('builder.operation', { step: props.step + 1 })
  const value = () => String(form.get(`${props.pointer}/operation`) ?? '')
  const options = () =>
    props.operations.map(({ name }) => ({
      value: name,
      label: optionLabel(t, name),
      disabled: form.readOnly(),
    }))
  const choose = (name: string) => {
    const next = props.operations.find((one) => one.name === name)
    form.set(`${props.pointer}/operation`, name)
    if (next?.fields.includes('parameters') !== true)
      form.set(`${props.pointer}/parameters`, undefined)
  }
  return (
    <Show
      when={props.operations.length > 4}
      fallback={
        <SegmentedControl label={label()} options={options()} value={value()} onChange={choose} />
      }
    >
      <Select aria-label={label()} options={options()} value={value()} onChange={choose} />
    </Show>
  )
}

function StepFields(props: StepPartProps) {
  const form = useForm()
  const chosen = () => {
    const name = form.get(`${props.pointer}/operation`)
    return props.operations.find((one) => one.name === name) ?? props.operations[0]
  }
  return (
    <Show when={chosen()} keyed>
      {(operation) => (
        <SchemaForm schema={operation.schema} pointer={props.pointer} only={operation.fields} />
      )}
    </Show>
  )
}
