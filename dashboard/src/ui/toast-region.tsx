import X from 'lucide-solid/icons/x'
import { For, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { closeToast, type Toast, toasts } from './toast.ts'
import styles from './toast-region.module.css'

/** Rendered once, by the app. A live region: screen readers hear what is added. */
export function ToastRegion() {
  const i18n = useI18n()
  return (
    <section
      class={styles['region']}
      aria-label={i18n.t('common.notifications')}
      aria-live="polite"
    >
      <For each={toasts()}>{(toast) => <ToastView toast={toast} />}</For>
    </section>
  )
}

function ToastView(props: { readonly toast: Toast }) {
  const i18n = useI18n()
  const act = () => {
    props.toast.action?.run()
    closeToast(props.toast.id)
  }
  return (
    <div class={`${styles['toast']} ${props.toast.tone === 'bad' ? styles['bad'] : ''}`}>
      <p class={styles['text']}>{props.toast.text}</p>
      <Show when={props.toast.action}>
        {(action) => (
          <Button size="sm" onClick={act}>
            {action().label}
          </Button>
        )}
      </Show>
      <IconButton
        icon={X}
        label={i18n.t('common.dismiss')}
        onClick={() => closeToast(props.toast.id)}
      />
    </div>
  )
}
