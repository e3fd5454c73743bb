import ChartColumn from 'lucide-solid/icons/chart-column'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Pencil from 'lucide-solid/icons/pencil'
import RefreshCw from 'lucide-solid/icons/refresh-cw'
import Trash from 'lucide-solid/icons/trash'

import type { ConsumerKey } from '#contract/consumer.ts'

import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { iconButtonClass } from '../../ui/icon-button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import type { KeyDialog } from './key-dialogs.tsx'

interface KeyMenuProps {
  readonly of: ConsumerKey
  readonly onOpen: (dialog: KeyDialog) => void
}

/** What can be done with one key. */
export function KeyMenu(props: KeyMenuProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const open = (kind: 'edit' | 'rotate' | 'revoke' | 'usage') => () =>
    props.onOpen({ kind, key: props.of })
  const isRevoked = () => props.of.state === 'revoked'
  const canRotate = () => props.of.state === 'active' || props.of.state === 'pending'
  const items = (): readonly MenuItem[] => [
    { label: t('consumers.usage'), icon: ChartColumn, onSelect: open('usage') },
    {
      label: t('common.edit'),
      icon: Pencil,
      disabled: !can('editor') || isRevoked(),
      onSelect: open('edit'),
    },
    {
      label: t('consumers.rotate'),
      icon: RefreshCw,
      disabled: !can('editor') || !canRotate(),
      onSelect: open('rotate'),
    },
    {
      label: t('consumers.revoke'),
      icon: Trash,
      danger: true,
      separated: true,
      disabled: !can('editor') || isRevoked(),
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
