import Plus from 'lucide-solid/icons/plus'
import { createMemo, createSignal, For, Show } from 'solid-js'

import { useEndpointChoices } from '../api/queries.ts'
import { textOf } from '../form/fields/text.tsx'
import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { CacheRule } from './cache-rule.tsx'
import { ItemCard } from './item-card.tsx'
import { itemsAt } from './lists.ts'
import { valueAt } from './pointer.ts'
import parts from './part.module.css'
import workspace from './workspace.module.css'

const RULES = '/caching/invalidationRules'
const MOST = 50

/** Writes after which answers are forgotten, each a line until opened. */
export function CacheRules() {
  const { t } = useI18n()
  const form = useForm()
  const endpoints = useEndpointChoices()
  const [open, setOpen] = createSignal(-1)
  const rules = () => itemsAt(form, RULES)
  /** `POST /orders/{id}` of every live endpoint that writes. */
  const writes = createMemo(() =>
    endpoints()
      .filter(({ method, state }) => method !== 'GET' && state === 'live')
      .map(({ method, path }) => `${method} ${path}`),
  )
  const write = (next: readonly unknown[]) => form.set(RULES, next.length === 0 ? undefined : next)
  const add = () => {
    write([...rules(), { on: '' }])
    setOpen(rules().length - 1)
  }
  const remove = (index: number) => {
    write(rules().filter((_, other) => other !== index))
    setOpen(-1)
  }
  /** A rule written short gets room for tags. */
  const toggle = (index: number) => {
    const rule = rules()[index]
    if (typeof rule === 'string' && !form.readOnly()) form.set(`${RULES}/${index}`, { on: rule })
    setOpen(open() === index ? -1 : index)
  }
  return (
    <section class={parts['part']}>
      <header class={parts['partHead']}>
        <h2>{t('builder.cache.rules')}</h2>
        <Show when={!form.readOnly()}>
          <Button size="sm" icon={Plus} disabled={rules().length >= MOST} onClick={add}>
            {t('builder.cache.addRule')}
          </Button>
        </Show>
        <p>
          {t('builder.cache.rulesText')}
          <Show when={rules().length >= MOST}> {t('builder.cache.fullRules')}</Show>
        </p>
      </header>
      <Show when={form.issue(RULES)}>{(message) => <p class={form_['error']}>{message()}</p>}</Show>
      <Show when={rules().length > 0}>
        <div class={workspace['items']}>
          <For each={Array.from({ length: rules().length }, (_, index) => index)}>
            {(index) => (
              <ItemCard
                pointer={`${RULES}/${index}`}
                name={onOf(rules()[index]) || t('builder.cache.newRule')}
                summary={tagsOf(rules()[index]).join(', ')}
                isOpen={open() === index}
                onToggle={() => toggle(index)}
                onRemove={() => remove(index)}
              >
                <CacheRule
                  pointer={`${RULES}/${index}`}
                  on={onOf(rules()[index])}
                  isShort={typeof rules()[index] === 'string'}
                  writes={writes()}
                />
              </ItemCard>
            )}
          </For>
        </div>
      </Show>
    </section>
  )
}

/** A rule may be written short, as its write alone. */
const onOf = (rule: unknown): string =>
  typeof rule === 'string' ? rule : textOf(valueAt(rule, '/on'))

function tagsOf(rule: unknown): readonly string[] {
  const tags = valueAt(rule, '/tags')
  return Array.isArray(tags) ? tags.map(String) : []
}
