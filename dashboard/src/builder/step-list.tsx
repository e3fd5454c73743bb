import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { itemsAt } from './lists.ts'
import { RuleEach, RuleSchemas } from './rule-options.tsx'
import { newStep, OperationChoice, RuleKind, StepFields, useOperations } from './step-operation.tsx'
import styles from './workspace.module.css'

interface StepListProps {
  /** Of the rule. */
  readonly rule: string
}

/** Kind and steps of a rule, in the order they run. */
export function StepList(props: StepListProps) {
  const { t } = useI18n()
  const form = useForm()
  const list = () => `${props.rule}/rules`
  const steps = () => itemsAt(form, list())
  const operations = useOperations(() => String(form.get(`${props.rule}/type`)))
  const write = (next: readonly unknown[]) => form.set(list(), next)
  const move = (from: number, to: number) => {
    const next = [...steps()]
    next.splice(to, 0, ...next.splice(from, 1))
    write(next)
  }
  return (
    <div class={styles['steps']}>
      <RuleKind pointer={props.rule} />
      <RuleEach rule={props.rule} />
      <h3>{t('builder.steps')}</h3>
      <ol class={styles['items']}>
        <For each={Array.from({ length: steps().length }, (_, index) => index)}>
          {(index) => (
            <li class={styles['step']}>
              <div class={styles['stepHead']}>
                <OperationChoice
                  step={index}
                  pointer={`${list()}/${index}`}
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
              <StepFields pointer={`${list()}/${index}`} operations={operations()} />
            </li>
          )}
        </For>
      </ol>
      <Show when={!form.readOnly()}>
        <div>
          <Button
            size="sm"
            icon={Plus}
            onClick={() => write([...steps(), newStep(operations()[0])])}
          >
            {t('builder.addStep')}
          </Button>
        </div>
      </Show>
      <RuleSchemas rule={props.rule} />
    </div>
  )
}
