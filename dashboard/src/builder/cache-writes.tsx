import { createMemo, For, Show } from 'solid-js'

import { useEndpointChoices, useEndpointsById } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Card } from '../ui/card.tsx'
import { forgottenBy } from './cache-readers.ts'
import { targetWords } from './cache-target-words.ts'
import styles from './cache.module.css'

/** Each is read whole. */
const MOST = 50

/** On a write: which endpoints forget something after it. */
export function CacheWrites() {
  const { t } = useI18n()
  const form = useForm()
  const choices = useEndpointChoices()
  const readers = () =>
    choices().filter(({ method, state }) => method === 'GET' && state === 'live')
  const read = useEndpointsById(() =>
    readers()
      .slice(0, MOST)
      .map(({ id }) => id),
  )
  const write = () => `${String(form.get('/method') ?? '')} ${String(form.get('/path') ?? '')}`
  const forgotten = createMemo(() => forgottenBy(write(), read()))
  return (
    <Card title={t('builder.cache.writes.forgets')} note={t('builder.cache.writes.note')} padded>
      <Show
        when={forgotten().length > 0}
        fallback={<p class="muted">{t('builder.cache.writes.none')}</p>}
      >
        <ul class={styles['readers']}>
          <For each={forgotten()}>
            {(reader) => (
              <li>
                <a href={`/endpoints/${reader.id}`}>{reader.name}</a>
                <code>GET {reader.path}</code>
                <span>{targetWords(t, reader.targets).join(', ')}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={readers().length > MOST}>
        <p class="muted">{t('builder.cache.writes.most', { count: MOST })}</p>
      </Show>
    </Card>
  )
}
