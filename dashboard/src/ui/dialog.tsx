import * as Kobalte from '@kobalte/core/dialog'
import X from 'lucide-solid/icons/x'
import { type JSX, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

export interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly description?: JSX.Element
  readonly size?: 'md' | 'wide'
  readonly children: JSX.Element
  /** Buttons at the end, the primary one last. */
  readonly actions?: JSX.Element
}

/** Modal: traps focus, Esc and the scrim close it, focus returns to where it was. */
export function Dialog(props: DialogProps) {
  const i18n = useI18n()
  return (
    <Kobalte.Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class={styles['scrim'] ?? ''} />
        <div class={styles['place']}>
          <Kobalte.Content
            onOpenAutoFocus={focusFirstControl}
            class={`${styles['dialog']} ${props.size === 'wide' ? styles['wide'] : ''}`}
          >
            <header class={styles['head']}>
              <Kobalte.Title class={styles['title'] ?? ''}>{props.title}</Kobalte.Title>
              <IconButton icon={X} label={i18n.t('common.close')} onClick={() => props.onClose()} />
            </header>
            <div class={styles['body']}>
              <Show when={props.description}>
                <Kobalte.Description class={styles['description'] ?? ''}>
                  {props.description}
                </Kobalte.Description>
              </Show>
              {props.children}
            </div>
            <Show when={props.actions}>
              <footer class={styles['actions']}>{props.actions}</footer>
            </Show>
          </Kobalte.Content>
        </div>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}

/** A form starts in its first field; without one the close button keeps the focus. */
function focusFirstControl(event: Event): void {
  const content = event.currentTarget ?? event.target
  if (!(content instanceof HTMLElement)) return
  const control = content.querySelector<HTMLElement>('input:not([readonly]), select, textarea')
  if (control === null) return
  event.preventDefault()
  control.focus()
}
