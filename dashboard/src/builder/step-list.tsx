import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { transformationSchema } from './config-schema.ts'
import { itemsAt } from './lists.ts'
import styles from './workspace.module.css'

const stepSchema = transformationSchema.properties?.['rules']?.items ?? {}
const operations = ['set', 'remove'] as const

/** Steps of a rule, in the order they run. */
export function StepList(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const form = useForm()
  const steps = () => itemsAt(form, props.pointer)
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
                <SegmentedControl
                  label={t('builder.operation', { step: index + 1 })}
                  options={operations.map((value) => ({
                    value,
                    label: t(`builder.operations.${value}`),
                    disabled: form.readOnly(),
                  }))}
                  value={
                    form.get(`${props.pointer}/${index}/operation`) === 'remove' ? 'remove' : 'set'
                  }
                  onChange={(value) => form.set(`${props.pointer}/${index}/operation`, value)}
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
              <SchemaForm
                schema={stepSchema}
                pointer={`${props.pointer}/${index}`}
                only={
                  form.get(`${props.pointer}/${index}/operation`) === 'remove'
                    ? ['target', 'condition']
                    : ['source', 'target', 'condition']
                }
              />
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
