import { For } from 'solid-js'

import type { Renewal } from '#contract/shared-integration.ts'

import { useI18n } from '../../i18n/index.ts'
import { EndpointLink } from '../../ui/endpoint-link.tsx'
import { StatusTag, type Tone } from '../../ui/status-tag.tsx'
import { Problems } from './effect-detail.tsx'
import styles from './integration.module.css'

const tones: Readonly<Record<Renewal['outcome'], Tone>> = {
  renewed: 'ok',
  current: 'neutral',
  unused: 'neutral',
  refused: 'bad',
  changed: 'warn',
}

/** How it went for each endpoint. */
export function RenewalList(props: { readonly renewals: readonly Renewal[] }) {
  const { t } = useI18n()
  return (
    <ul class={styles['effects']} aria-live="polite">
      <For each={props.renewals}>
        {(renewal) => (
          <li class={styles['effect']}>
            <div class={styles['head']}>
              <EndpointLink endpoint={renewal} />
              <span class="muted">{renewal.name}</span>
              <StatusTag tone={tones[renewal.outcome]}>
                {t(`integrations.republish.outcome.${renewal.outcome}`, {
                  version: renewal.version ?? '',
                })}
              </StatusTag>
            </div>
            <Problems title={t('integrations.effect.issues')} issues={renewal.issues} />
          </li>
        )}
      </For>
    </ul>
  )
}
