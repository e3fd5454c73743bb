import ChevronDown from 'lucide-solid/icons/chevron-down'

import { useI18n } from '../i18n/index.ts'
import { buttonClass } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { type ExampleId, examples } from './examples.ts'

interface SampleMenuProps {
  /** Takes a whole example: rule, document and context. */
  readonly onExample?: (id: ExampleId) => void
  /** Inputs from elsewhere, such as a test request. */
  readonly items?: readonly MenuItem[]
}

const ids = Object.keys(examples) as ExampleId[]

/** Where an input can come from. */
export function SampleMenu(props: SampleMenuProps) {
  const { t } = useI18n()
  const items = (): MenuItem[] => [
    ...(props.items ?? []),
    ...(props.onExample === undefined
      ? []
      : ids.map((id) => ({
          label: t(`playground.example.${id}`),
          onSelect: () => props.onExample?.(id),
        }))),
  ]
  return (
    <Menu
      items={items()}
      triggerClass={buttonClass({ size: 'sm' })}
      trigger={
        <>
          {t(props.onExample === undefined ? 'playground.samples' : 'playground.examples')}
          <Icon of={ChevronDown} />
        </>
      }
    />
  )
}
