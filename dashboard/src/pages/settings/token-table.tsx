import Trash from 'lucide-solid/icons/trash'
import { For } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Moment } from '../../ui/moment.tsx'
import table from '../../ui/table.module.css'
import type { Token } from './tokens-card.tsx'

interface TokenTableProps {
  readonly tokens: readonly Token[]
  readonly onRevoke: (token: Token) => void
}

export function TokenTable(props: TokenTableProps) {
  const { t } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th class={table['wide']}>{t('settings.prefix')}</th>
          <th class={table['shrink']}>{t('settings.role')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.lastUsed')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.expires')}</th>
          <th class={table['shrink']}>
            <span class="sr-only">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.tokens}>
          {(token) => (
            <tr>
              <td>{token.name}</td>
              <td class={table['wide']}>
                <code>{token.prefix}…</code>
              </td>
              <td class={table['shrink']}>{t(`role.${token.role}`)}</td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                <Moment at={token.lastUsedAt} />
              </td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                <Moment at={token.expiresAt} />
              </td>
              <td class={table['shrink']}>
                <IconButton
                  icon={Trash}
                  label={`${t('settings.revoke')}: ${token.name}`}
                  onClick={() => props.onRevoke(token)}
                />
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
