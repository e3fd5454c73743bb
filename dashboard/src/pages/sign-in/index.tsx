import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { Show } from 'solid-js'

import { keys } from '../../api/keys.ts'
import { useSetupStatus } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import type { Me } from '../../lib/session.ts'
import { Gate } from '../../shell/gate.tsx'
import { Banner } from '../../ui/banner.tsx'
import { LinkSignIn } from './link-sign-in.tsx'
import { PasswordForm } from './password-form.tsx'

export function SignInPage() {
  const { t } = useI18n()
  const [search] = useSearchParams<{ link?: string; next?: string }>()
  const link = search.link
  const setup = useSetupStatus()
  const enter = useEnter(() => search.next)
  return (
    <Gate title={t('signIn.title')}>
      <Show when={link}>{(token) => <LinkSignIn token={token()} onSignedIn={enter} />}</Show>
      <Show when={setup.isSuccess && setup.data.needed}>
        <Banner tone="info" title={t('signIn.setupNeeded')}>
          {t('signIn.setupHint')}
        </Banner>
      </Show>
      <PasswordForm onSignedIn={enter} />
    </Gate>
  )
}

/** Remembers who signed in and goes where they wanted to go. */
function useEnter(next: () => string | undefined): (me: Me) => void {
  const navigate = useNavigate()
  const client = useQueryClient()
  return (me) => {
    client.clear()
    client.setQueryData(keys.session, me)
    navigate(localPath(next()), { replace: true })
  }
}

/** Only paths of this origin: `//elsewhere` and full URLs would leave it. */
function localPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/'
}
