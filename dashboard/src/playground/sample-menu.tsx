import ChevronDown from 'lucide-solid/icons/chevron-down'
import { createSignal, lazy, Show, Suspense } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { buttonClass } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { showToast } from '../ui/toast.ts'
import { type ExampleId, examples } from './examples.ts'
import { usePlayground } from './playground-context.ts'
import type { RecordedSample } from './recorded-sample.ts'

const RecordedDialog = lazy(async () => ({
  default: (await import('./recorded-dialog.tsx')).RecordedDialog,
}))

interface SampleMenuProps {
  /** Recorded requests of this one; undefined: of any. */
  readonly endpointId?: string
  /** Takes a whole example: rule, document and context. */
  readonly onExample?: (id: ExampleId) => void
  /** Inputs from elsewhere, such as a test request. */
  readonly items?: readonly MenuItem[]
}

const ids = Object.keys(examples) as ExampleId[]

/** Where an input can come from. */
export function SampleMenu(props: SampleMenuProps) {
  const { t } = useI18n()
  const { rule, setInput, setScope } = usePlayground()
  const [isOpen, setOpen] = createSignal(false)
  const take = ({ input, scope }: RecordedSample) => {
    setInput(input)
    setScope(scope)
    showToast({ text: t('recorded.taken') })
  }
  const items = (): MenuItem[] => [
    { label: t('recorded.from'), onSelect: () => setOpen(true) },
    ...(props.items ?? []),
    ...(props.onExample === undefined
      ? []
      : ids.map((id, index) => ({
          label: t(`playground.example.${id}`),
          separated: index === 0,
          onSelect: () => props.onExample?.(id),
        }))),
  ]
  return (
    <>
      <Menu
        items={items()}
        triggerClass={buttonClass({ size: 'sm' })}
        trigger={
          <>
            {t('playground.samples')}
            <Icon of={ChevronDown} />
          </>
        }
      />
      <Show when={isOpen()}>
        <Suspense>
          <RecordedDialog
            endpointId={props.endpointId}
            phase={rule.get('/phase') === 'request' ? 'request' : 'response'}
            onPicked={take}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      </Show>
    </>
  )
}
