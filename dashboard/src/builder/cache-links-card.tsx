import { createMemo, For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { type Translate, useI18n } from '../i18n/index.ts'
import { Card } from '../ui/card.tsx'
import { CacheDiagram } from './cache-diagram.tsx'
import { type CacheLink, cacheLinks, type CacheTarget } from './cache-links.ts'
import { cacheSettings } from './cache-settings.ts'
import { Fold } from './fold.tsx'
import styles from './cache.module.css'

/** Which writes forget what this endpoint remembers: drawn, and as a list. */
export function CacheLinksCard() {
  const { t } = useI18n()
  const form = useForm()
  const links = createMemo(() => {
    const rules = cacheSettings(form.get(''))?.invalidationRules ?? []
    return cacheLinks(String(form.get('/path') ?? ''), rules)
  })
  const edges = () =>
    links().flatMap((link) => targetsOf(t, link).map((to) => ({ from: link.write, to })))
  const sentences = () =>
    links().map((link) =>
      t('builder.cache.links.item', { write: link.write, tags: targetsOf(t, link).join(', ') }),
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
            <ul class={styles['sentences']}>
              <For each={sentences()}>{(sentence) => <li>{sentence}</li>}</For>
            </ul>
          </Fold>
        </div>
      </Show>
    </Card>
  )
}

const targetsOf = (t: Translate, { targets }: CacheLink): readonly string[] => [
  ...new Set(targets.map((target) => targetWords(t, target))),
]

function targetWords(t: Translate, target: CacheTarget): string {
  if (target.kind === 'tag') return target.tag
  return target.kind === 'everything'
    ? t('builder.cache.everything')
    : t('builder.cache.ofSameParameters', { parameters: target.names.join(', ') })
}
