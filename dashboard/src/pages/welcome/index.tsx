import { useNavigate, useSearchParams } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, Match, Switch } from 'solid-js'

import { keys } from '../../api/keys.ts'
import { useSession, useSetupStatus } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Gate } from '../../shell/gate.tsx'
import { StartCards } from '../../shell/start-cards.tsx'
import { Banner } from '../../ui/banner.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { OwnerForm } from './owner-form.tsx'

/** First run: create the owner, then pick a start. Later reachable from the palette. */
export function WelcomePage() {
  const { t } = useI18n()
  const [search] = useSearchParams<{ token?: string }>()
  const [token] = createSignal(search.token ?? '')
  const client = useQueryClient()
  const navigate = useNavigate()
  const session = useSession()
  const setup = useSetupStatus()
  return (
    <Switch fallback={<Skeleton rows={6} />}>
      <Match when={session.isSuccess}>
        <Gate wide title={t('welcome.firstTitle')} intro={t('welcome.firstIntro')}>
          <StartCards />
          <p>
            <a href="/" class={buttonClass({ variant: 'quiet' })}>
              {t('welcome.skip')}
            </a>
          </p>
        </Gate>
      </Match>
      <Match when={setup.isSuccess && !setup.data.needed}>
        <Gate title={t('welcome.doneSetup')} intro={t('welcome.doneSetupText')}>
          <p>
            <a href="/sign-in?next=/welcome" class={buttonClass({ variant: 'primary' })}>
              {t('signIn.submit')}
            </a>
          </p>
        </Gate>
      </Match>
      <Match when={setup.isError}>
        <Gate title={t('welcome.title')}>
          <Banner tone="bad" title={t('state.network')} />
        </Gate>
      </Match>
      <Match when={setup.isSuccess && session.isError}>
        <Gate title={t('welcome.title')} intro={t('welcome.intro')}>
          <OwnerForm
            token={token()}
            onCreated={(me) => {
              navigate('/welcome', { replace: true })
              client.setQueryData(keys.session, me)
            }}
          />
        </Gate>
      </Match>
    </Switch>
  )
}
