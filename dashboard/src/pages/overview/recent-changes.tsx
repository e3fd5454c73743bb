import { For, Show } from 'solid-js'

import type { AuditRecord } from '#contract/audit.ts'

import { useI18n } from '../../i18n/index.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import styles from './recent-changes.module.css'

const shown = 8

export function RecentChanges(props: { readonly changes: readonly AuditRecord[] }) {
  const { t } = useI18n()
  return (
    <Show
      when={props.changes.length > 0}
      fallback={<p class={styles['none']}>{t('overview.noChanges')}</p>}
    >
      <ol class={styles['list']}>
        <For each={props.changes.slice(0, shown)}>
          {(change) => (
            <li class={styles['change']}>
              <p class={styles['what']}>
                <code>{change.action}</code> {change.targetName}
              </p>
              <p class={styles['who']}>
                {change.actorName} · <RelativeTime at={change.at} />
              </p>
            </li>
          )}
        </For>
      </ol>
    </Show>
  )
}
