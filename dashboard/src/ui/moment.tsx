import { Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { RelativeTime } from './relative-time.tsx'

/** A time seen from now; "Never" when there is none. */
export function Moment(props: { readonly at: string | null }) {
  const { t } = useI18n()
  return (
    <Show when={props.at} fallback={t('common.never')}>
      {(at) => <RelativeTime at={at()} />}
    </Show>
  )
}
