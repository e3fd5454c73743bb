import ChartColumn from 'lucide-solid/icons/chart-column'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import Trash from 'lucide-solid/icons/trash'
import { For } from 'solid-js'

import type { ConsumerKey } from '#contract/consumer.ts'

import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { iconButtonClass } from '../../ui/icon-button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { Moment } from '../../ui/moment.tsx'
import { StatusTag, type Tone } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import type { KeyDialog } from './keys-card.tsx'

const tones: Readonly<Record<ConsumerKey['state'], Tone>> = {
  active: 'ok',
  pending: 'info',
  retiring: 'warn',
  expired: 'neutral',
  revoked: 'bad',
}

interface KeyTableProps {
  readonly keys: readonly ConsumerKey[]
  readonly onOpen: (dialog: KeyDialog) => void
}

export function KeyTable(props: KeyTableProps) {
  const { t } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th class={table['wide']}>{t('settings.prefix')}</th>
          <th class={table['wide']}>{t('consumers.limits')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.lastUsed')}</th>
          <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.expires')}</th>
          <th class={table['shrink']}>{t('consumers.state')}</th>
          <th class={table['shrink']}>
            <span class="sr-only">{t('common.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.keys}>
          {(key) => (
            <tr>
              <td>{key.name}</td>
              <td class={table['wide']}>
                <code>{key.prefix}</code>
              </td>
              <td class={`${table['wide']} muted`}>
                <Limits of={key} />
              </td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                <Moment at={key.lastUsedAt} />
              </td>
              <td class={`${table['shrink']} ${table['wide']} muted`}>
                <Moment at={key.expiresAt} />
              </td>
              <td class={table['shrink']}>
                <StatusTag tone={tones[key.state]}>{t(`consumers.states.${key.state}`)}</StatusTag>
              </td>
              <td class={table['shrink']}>
                <KeyMenu of={key} onOpen={props.onOpen} />
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

function KeyMenu(props: { readonly of: ConsumerKey; readonly onOpen: (d: KeyDialog) => void }) {
  const { t } = useI18n()
  const { can } = useMe()
  const open = (kind: 'rotate' | 'revoke' | 'usage') => () => props.onOpen({ kind, key: props.of })
  const isOver = () => props.of.state === 'revoked' || props.of.state === 'expired'
  const items = (): readonly MenuItem[] => [
    { label: t('consumers.usage'), icon: ChartColumn, onSelect: open('usage') },
    {
      label: t('consumers.rotate'),
      icon: RefreshCw,
      disabled: !can('editor') || isOver() || props.of.state === 'retiring',
      onSelect: open('rotate'),
    },
    {
      label: t('consumers.revoke'),
      icon: Trash,
      danger: true,
      separated: true,
      disabled: !can('editor') || props.of.state === 'revoked',
      onSelect: open('revoke'),
    },
  ]
  return (
    <Menu
      label={t('endpoints.actionsFor', { name: props.of.name })}
      triggerClass={iconButtonClass}
      trigger={<Icon of={Ellipsis} />}
      items={items()}
    />
  )
}

/** What the key is limited to, in words. */
function Limits(props: { readonly of: ConsumerKey }) {
  const { t, format } = useI18n()
  const parts = () => {
    const { endpoints, allowedIps, roles } = props.of
    const count = format.number(endpoints.length)
    return [
      endpoints.length > 0 && t('consumers.ofEndpoints', { count }),
      allowedIps.join(', '),
      roles.join(', '),
    ]
  }
  return <>{parts().filter(Boolean).join(' · ') || t('consumers.unlimited')}</>
}
