import { createSignal, Match, onMount, Switch } from 'solid-js'

import { call } from '../../api/client.ts'
import { useI18n } from '../../i18n/index.ts'
import type { Me } from '../../lib/session.ts'
import { Banner } from '../../ui/banner.tsx'

interface LinkSignInProps {
  readonly token: string
  readonly onSignedIn: (me: Me) => void
}

/** Spends the one-time token of the development server, and takes it out of the address bar first. */
export function LinkSignIn(props: LinkSignInProps) {
  const { t } = useI18n()
  const [state, setState] = createSignal<'busy' | 'failed'>('busy')
  onMount(async () => {
    history.replaceState(history.state, '', location.pathname)
    try {
      props.onSignedIn((await call('signInByLink', { body: { token: props.token } })).data)
    } catch {
      // Whatever the reason, the way on is the same: a new link, or the password.
      setState('failed')
    }
  })
  return (
    <Switch>
      <Match when={state() === 'busy'}>
        <Banner tone="info" title={t('signIn.linkBusy')} />
      </Match>
      <Match when={state() === 'failed'}>
        <Banner tone="bad" title={t('signIn.linkFailed')}>
          {t('signIn.linkHint')}
        </Banner>
      </Match>
    </Switch>
  )
}
