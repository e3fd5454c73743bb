import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, type JSX, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { ItemCard } from './item-card.tsx'
import { itemsAt } from './lists.ts'
import parts from './part.module.css'
import workspace from './workspace.module.css'

interface LimitListProps {
  readonly pointer: '/rateLimit/limits' | '/rateLimit/quotas'
  readonly title: string
  /** What they are for. */
  readonly text: string
  readonly addLabel: string
  readonly fresh: () => unknown
  readonly summary: (pointer: string) => string
  /** Fields of one of them. */
  readonly children: (pointer: string) => JSX.Element
}

const MOST = 5

/** Named limits or quotas, each a line until opened. */
export function LimitList(props: LimitListProps) {
  const { t } = useI18n()
  const form = useForm()
  const [open, setOpen] = createSignal(-1)
  const items = () => itemsAt(form, props.pointer)
  const write = (next: readonly unknown[]) =>
    form.set(props.pointer, next.length === 0 ? undefined : next)
  const add = () => {
    write([...items(), props.fresh()])
    setOpen(items().length - 1)
  }
  const remove = (index: number) => {
    write(items().filter((_, other) => other !== index))
    setOpen(-1)
  }
  return (
    <section class={parts['part']}>
      <header class={parts['partHead']}>
        <h2>{props.title}</h2>
        <Show when={!form.readOnly()}>
          <Button size="sm" icon={Plus} disabled={items().length >= MOST} onClick={add}>
            {props.addLabel}
          </Button>
        </Show>
        <p>
          {props.text}
          <Show when={items().length >= MOST}> {t('builder.rateLimit.full')}</Show>
        </p>
      </header>
      <Show when={form.issue(props.pointer)}>
        {(message) => <p class={form_['error']}>{message()}</p>}
      </Show>
      <Show when={items().length > 0}>
        <div class={workspace['items']}>
          <For each={Array.from({ length: items().length }, (_, index) => index)}>
            {(index) => {
              const pointer = `${props.pointer}/${index}`
              return (
                <ItemCard
                  pointer={pointer}
                  name={String(form.get(`${pointer}/name`) ?? '')}
                  summary={props.summary(pointer)}
                  isOpen={open() === index}
                  onToggle={() => setOpen(open() === index ? -1 : index)}
                  onRemove={() => remove(index)}
                >
                  {props.children(pointer)}
                </ItemCard>
              )
            }}
          </For>
        </div>
      </Show>
    </section>
  )
}
