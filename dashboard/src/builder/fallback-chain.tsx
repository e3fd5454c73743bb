import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, Show } from 'solid-js'

import { fallbackStrategy } from '#contract/resilience.ts'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { type FieldSchema, initialValue, variantsOf } from '../form/schema.ts'
import { labelOf } from '../form/words.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { FallbackStep } from './fallback-step.tsx'
import { itemsAt } from './lists.ts'
import { valueAt } from './pointer.ts'
import styles from './resilience.module.css'
import workspace from './workspace.module.css'

const MOST = 5

interface FallbackChainProps {
  readonly pointer: string
  /** Pointer of the integration. */
  readonly integration: string
  /** Of the integration. */
  readonly schema: FieldSchema
}

/** What stands in, in the order it is tried. */
export function FallbackChain(props: FallbackChainProps) {
  const { t } = useI18n()
  const form = useForm()
  const [moved, setMoved] = createSignal('')
  let list: HTMLOListElement | undefined
  const steps = () => itemsAt(form, props.pointer)
  const variants = () => stepVariants(props.schema)
  const write = (next: readonly unknown[]) =>
    form.set(props.pointer, next.length === 0 ? undefined : next)
  const nameOf = (step: unknown) => {
    const strategy = valueAt(step, '/strategy')
    const variant = variants().find((one) => strategyOf(one) === strategy)
    return variant === undefined ? String(strategy) : labelOf(t, variant, String(strategy))
  }
  /** The focus stays with what is moved, so that it can be moved on. */
  const move = (from: number, to: number) => {
    const next = [...steps()]
    next.splice(to, 0, ...next.splice(from, 1))
    write(next)
    setMoved(t('builder.resilience.fallback.moved', { name: nameOf(next[to]), number: to + 1 }))
    const way = to < from ? 'up' : 'down'
    const buttons = list?.children[to]?.querySelectorAll<HTMLButtonElement>('[data-move]') ?? []
    const usable = [...buttons].filter((button) => !button.disabled)
    ;(usable.find((button) => button.dataset['move'] === way) ?? usable[0])?.focus()
  }
  return (
    <>
      <p class={form_['hint']}>{t('builder.resilience.fallback.text')}</p>
      <Show when={form.issue(props.pointer)}>
        {(message) => <p class={form_['error']}>{message()}</p>}
      </Show>
      <ShortForm pointer={props.pointer} />
      <Show when={steps().length > 0}>
        <ol class={workspace['items']} ref={(element) => (list = element)}>
          <For each={Array.from({ length: steps().length }, (_, index) => index)}>
            {(index) => (
              <FallbackStep
                pointer={`${props.pointer}/${index}`}
                integration={props.integration}
                schema={variants().find(
                  (v) => strategyOf(v) === valueAt(steps()[index], '/strategy'),
                )}
                name={nameOf(steps()[index])}
                number={index + 1}
                isLast={index === steps().length - 1}
                onMove={(by) => move(index, index + by)}
                onRemove={() => write(steps().filter((_, other) => other !== index))}
              />
            )}
          </For>
        </ol>
      </Show>
      <p class="sr-only" role="status">
        {moved()}
      </p>
      <Show when={!form.readOnly()}>
        <div class={styles['actions']}>
          <For each={variants()}>
            {(variant) => (
              <Button
                size="sm"
                icon={Plus}
                disabled={steps().length >= MOST}
                onClick={() => write([...steps(), firstOf(variant)])}
              >
                {labelOf(t, variant, strategyOf(variant))}
              </Button>
            )}
          </For>
          <Show when={steps().length >= MOST}>
            <span class={form_['hint']}>{t('builder.resilience.fallback.full')}</span>
          </Show>
        </div>
      </Show>
    </>
  )
}

/** The design document's form of one strategy, which has no list to show. */
function ShortForm(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const form = useForm()
  const short = () => {
    const value = form.get(props.pointer)
    return value === undefined || Array.isArray(value)
      ? undefined
      : fallbackStrategy.safeParse(value)
  }
  return (
    <Show when={short()}>
      {(read) => (
        <p>
          {t('builder.resilience.fallback.short')}{' '}
          <Show when={read().success && !form.readOnly()}>
            <Button size="sm" onClick={() => form.set(props.pointer, read().data)}>
              {t('builder.resilience.fallback.convert')}
            </Button>
          </Show>
        </p>
      )}
    </Show>
  )
}

function stepVariants(schema: FieldSchema): readonly FieldSchema[] {
  const { anyOf = [] } = schema.properties?.['fallbackStrategy'] ?? {}
  const items = anyOf.find(({ type }) => type === 'array')?.items
  return items === undefined ? [] : variantsOf(items)
}

const strategyOf = (variant: FieldSchema): string =>
  String(variant.properties?.['strategy']?.const ?? '')

const firstOf = (variant: FieldSchema): object => ({
  ...Object(initialValue(variant)),
  strategy: strategyOf(variant),
})
