import Trash from 'lucide-solid/icons/trash'
import { For, Show } from 'solid-js'

import type { Secret } from '#contract/secret.ts'

import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { SecretUses } from './secret-uses.tsx'
import styles from './secrets.module.css'

interface SecretTableProps {
  readonly secrets: readonly Secret[]
  /** Whether the reader may set and delete. */
  readonly editable: boolean
  readonly onReplace: (secret: Secret) => void
  readonly onDelete: (secret: Secret) => void
}

/** Name, whether there is a value, who needs it, who set it. The value itself never comes back. */
export function SecretTable(props: SecretTableProps) {
  const { t } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th class={table['shrink']}>{t('secrets.value')}</th>
          <th class={table['wide']}>{t('secrets.usedBy')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('secrets.setBy')}</th>
          <th class={table['shrink']}>
            <span class="sr-only">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.secrets}>
          {(secret) => (
            <tr>
              <td>
                <code class={styles['name']}>{secret.name}</code>
                <div class={`${styles['origins']} muted`}>
                  {secret.allowedOrigins === null
                    ? t('secrets.originsLegacy')
                    : secret.allowedOrigins.join(', ') || t('secrets.staysHere')}
                </div>
              </td>
              <td class={table['shrink']}>
                <span class={styles['value']}>
                  <StatusTag tone={secret.isReadable ? 'ok' : 'bad'}>
                    {t(secret.isReadable ? 'secrets.set' : 'secrets.unreadable')}
                  </StatusTag>
                  <Show when={props.editable}>
                    <Button
                      variant="quiet"
                      size="sm"
                      aria-label={`${t('secrets.replace')}: ${secret.name}`}
                      onClick={() => props.onReplace(secret)}
                    >
                      {t('secrets.replace')}
                    </Button>
                  </Show>
                </span>
              </td>
              <td class={table['wide']}>
                <SecretUses secret={secret} shown={2} />
              </td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                {secret.updatedBy} · <RelativeTime at={secret.updatedAt} />
              </td>
              <td class={table['shrink']}>
                <Show when={props.editable}>
                  <IconButton
                    icon={Trash}
                    label={`${t('secrets.delete')}: ${secret.name}`}
                    onClick={() => props.onDelete(secret)}
                  />
                </Show>
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
