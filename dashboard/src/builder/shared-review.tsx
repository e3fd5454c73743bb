import { For, Show } from 'solid-js'

import { useIntegrationsById } from '../api/queries.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { useBuilder } from './builder-context.ts'
import { valueAt } from './pointer.ts'
import styles from './review.module.css'

/** Which revisions of shared integrations a publish writes out; nothing when the draft uses none. */
export function SharedReview() {
  const { t } = useI18n()
  const builder = useBuilder()
  const shared = useIntegrationsById(() => sharedIds(builder.store.draft().value))
  return (
    <Show when={shared().length > 0}>
      <Banner tone="info" title={t('integrations.review')}>
        <ul class={styles['list']}>
          <For each={shared()}>
            {({ name, revision }) => <li>{t('integrations.reviewOne', { name, revision })}</li>}
          </For>
        </ul>
      </Banner>
    </Show>
  )
}

/** Shared integrations a configuration refers to, each once. */
function sharedIds(config: unknown): string[] {
  const items = valueAt(config, '/integrations')
  const uses = Array.isArray(items)
    ? items.filter((item) => valueAt(item, '/type') === 'shared')
    : []
  return [...new Set(uses.map((use) => String(valueAt(use, '/integration'))))]
}
