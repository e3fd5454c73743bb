import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, type JSX, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Icon } from '../ui/icon.tsx'
import { Switch } from '../ui/switch.tsx'
import { type ResiliencePart as Name } from './resilience-words.ts'
import styles from './resilience.module.css'
import workspace from './workspace.module.css'

interface ResiliencePartProps {
  readonly name: Name
  /** One line in words. */
  readonly summary: string
  readonly pointer: string
  readonly isOn: boolean
  /** Absent: it cannot be off. */
  readonly onSwitch?: (isOn: boolean) => void
  /** Beside the summary, such as a state. */
  readonly tag?: JSX.Element
  readonly children: JSX.Element
}

/** A part folded to one line, with its switch. Switching it on opens it. */
export function ResiliencePart(props: ResiliencePartProps) {
  const { t } = useI18n()
  const form = useForm()
  const [isOpen, setOpen] = createSignal(false)
  const title = () => t(`builder.resilience.parts.${props.name}`)
  const toggle = (isOn: boolean) => {
    setOpen(isOn)
    props.onSwitch?.(isOn)
  }
  return (
    <section class={styles['part']} aria-label={title()} data-on={props.isOn}>
      <header class={styles['head']}>
        <button
          type="button"
          class={styles['toggle']}
          aria-expanded={isOpen()}
          onClick={() => setOpen(!isOpen())}
        >
          <Icon of={ChevronRight} />
          <strong>{title()}</strong>
          <span class={styles['summary']}>{props.summary}</span>
          <Show when={form.issue(props.pointer, true)}>
            <span class={workspace['count']}>
              !<span class="sr-only"> {t('builder.problems')}</span>
            </span>
          </Show>
        </button>
        {props.tag}
        <Show when={props.onSwitch}>
          <Switch
            hideLabel
            label={title()}
            checked={props.isOn}
            disabled={form.readOnly()}
            onChange={toggle}
          />
        </Show>
      </header>
      <Show when={isOpen()}>
        <div class={styles['body']}>{props.children}</div>
      </Show>
    </section>
  )
}
