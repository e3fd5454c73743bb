import { useNavigate } from '@solidjs/router'
import Copy from 'lucide-solid/icons/copy'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import Pencil from 'lucide-solid/icons/pencil'
import Power from 'lucide-solid/icons/power'
import Terminal from 'lucide-solid/icons/terminal'
import Trash from 'lucide-solid/icons/trash'

import type { EndpointSummary } from '#contract/endpoint.ts'

import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { useMe } from '../../lib/session.ts'
import { Icon } from '../../ui/icon.tsx'
import { iconButtonClass } from '../../ui/icon-button.tsx'
import { Menu, type MenuItem } from '../../ui/menu.tsx'
import { showToast } from '../../ui/toast.ts'
import { useSetActive } from './set-active.ts'

interface RowMenuProps {
  readonly endpoint: EndpointSummary
  readonly onDelete: () => void
}

export function RowMenu(props: RowMenuProps) {
  const { t } = useI18n()
  const { can } = useMe()
  const navigate = useNavigate()
  const setActive = useSetActive()
  const copy = async (text: string, done: string) => {
    await navigator.clipboard.writeText(text)
    showToast({ text: done })
  }
  const url = () => absolute(props.endpoint.url)
  const reading = (): readonly MenuItem[] => [
    {
      label: t('endpoints.open'),
      icon: Pencil,
      onSelect: () => navigate(`/endpoints/${props.endpoint.id}`),
    },
    {
      label: t('endpoints.copyUrl'),
      icon: Copy,
      onSelect: () => void copy(url(), t('endpoints.urlCopied')),
    },
    {
      label: t('endpoints.copyCurl'),
      icon: Terminal,
      onSelect: () =>
        void copy(curlOf({ method: props.endpoint.method, url: url() }), t('endpoints.curlCopied')),
    },
  ]
  const writing = (): readonly MenuItem[] => [
    {
      label: t(props.endpoint.isActive ? 'endpoints.disable' : 'endpoints.enable'),
      icon: Power,
      separated: true,
      disabled: props.endpoint.liveVersion === null,
      onSelect: () => void setActive(props.endpoint, !props.endpoint.isActive),
    },
    {
      label: t('endpoints.delete'),
      icon: Trash,
      danger: true,
      onSelect: () => props.onDelete(),
    },
  ]
  return (
    <Menu
      label={t('endpoints.actionsFor', { name: props.endpoint.name })}
      triggerClass={iconButtonClass}
      trigger={<Icon of={Ellipsis} />}
      items={can('editor') ? [...reading(), ...writing()] : reading()}
    />
  )
}

function absolute(url: string): string {
  return decodeURI(new URL(url, location.origin).href)
}
