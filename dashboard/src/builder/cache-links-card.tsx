import { createMemo, For, Show } from 'solid-js'

import { usePurgedBy } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Card } from '../ui/card.tsx'
import { useBuilder } from './builder-context.ts'
import { CacheDiagram } from './cache-diagram.tsx'
import { type CacheLink, cacheLinks } from './cache-links.ts'
import { cacheSettings } from './cache-settings.ts'
import { targetWords } from './cache-target-words.ts'
import { Fold } from './fold.tsx'
import styles from './cache.module.css'
import parts from './part.module.css'

/** Which writes forget what this endpoint remembers: drawn, and as a list. */
export function CacheLinksCard() {
  const { t } = useI18n()
  const form = useForm()
  const builder = useBuilder()
  const purgedBy = usePurgedBy(() => builder.endpoint().id)
  const links = createMemo(() => {
    const rules = cacheSettings(form.get(''))?.invalidationRules ?? []
    const samePath = purgedBy.isSuccess ? purgedBy.data.samePath : []
    return [
      ...cacheLinks(String(form.get('/path') ?? ''), rules),
      ...samePath.map(({ method, path }): CacheLink => ({
        write: `${method} ${path}`,
        targets: [{ kind: 'samePath' }],
      })),
    ]
  })
  const edges = () =>
    links().flatMap((link) => targetWords(t, link.targets).map((to) => ({ from: link.write, to })))
  const sentences = () =>
    links().map((link) =>
      t('builder.cache.links.item', {
        write: link.write,
        tags: targetWords(t, link.targets).join(', '),
      }),
    )
  return (
    <Card title={t('builder.cache.links.title')} padded>
      <Show
        when={links().length > 0}
        fallback={<p class="muted">{t('builder.cache.links.none')}</p>}
      >
        <div class={styles['drawn']}>
          <CacheDiagram
            edges={edges()}
            label={[t('builder.cache.links.diagram'), ...sentences()].join(' ')}
          />
          <Fold title={t('builder.cache.links.list')}>
            <ul class={parts['sentences']}>
              <For each={sentences()}>{(sentence) => <li>{sentence}</li>}</For>
            </ul>
          </Fold>
        </div>
      </Show>
    </Card>
  )
}
