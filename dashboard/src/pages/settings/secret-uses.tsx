import { For, Show } from 'solid-js'

import type { Secret } from '#contract/secret.ts'

import { useI18n } from '../../i18n/index.ts'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import styles from './secrets.module.css'

/** Who names a secret: the first `shown` endpoints and how many more there are, and shared integrations. */
export function SecretUses(props: { readonly secret: Secret; readonly shown: number }) {
  const { t } = useI18n()
  const listed = () => props.secret.usedBy.slice(0, props.shown)
  const shared = () => props.secret.usedByIntegrations
  const more = () => props.secret.usedByCount - listed().length
  return (
    <Show
      when={listed().length + shared().length > 0}
      fallback={<span class="muted">{t('secrets.unused')}</span>}
    >
      <ul class={styles['uses']}>
        <For each={listed()}>
          {(endpoint) => (
            <li>
              <EndpointLink endpoint={endpoint} />
            </li>
          )}
        </For>
        <For each={shared()}>
          {(integration) => (
            <li>
              <a href={`/integrations/${integration.id}`}>{integration.name}</a>
            </li>
          )}
        </For>
        <Show when={more() > 0}>
          <li class="muted">{t('secrets.moreUses', { count: more() })}</li>
        </Show>
      </ul>
    </Show>
  )
}
