import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { createSignal, onCleanup, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'

const feedbackMs = 1_600

interface CopyButtonProps {
  readonly text: string
  /** What is copied: "Copy URL". */
  readonly label: string
  /** Shows the label beside the icon. */
  readonly withText?: boolean
}

export function CopyButton(props: CopyButtonProps) {
  const i18n = useI18n()
  const [copied, setCopied] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const copy = async () => {
    await navigator.clipboard.writeText(props.text)
    setCopied(true)
    clearTimeout(timer)
    timer = setTimeout(() => setCopied(false), feedbackMs)
  }
  const icon = () => (copied() ? Check : Copy)
  const label = () => (copied() ? i18n.t('common.copied') : props.label)
  return (
    <Show
      when={props.withText}
      fallback={<IconButton icon={icon()} label={label()} onClick={() => void copy()} />}
    >
      <Button icon={icon()} onClick={() => void copy()}>
        {label()}
      </Button>
    </Show>
  )
}
