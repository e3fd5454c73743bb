import { Navigate, type RouteSectionProps, useLocation } from '@solidjs/router'
import { Match, Show, Suspense, Switch } from 'solid-js'

import { hasStatus } from '../api/problem-error.ts'
import { useSession } from '../api/queries.ts'
import { useI18n } from '../i18n/index.ts'
import { type Me, roleAtLeast, SessionContext } from '../lib/session.ts'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { CommandCentre } from './command-centre.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import styles from './shell.module.css'
import { Sidebar } from './sidebar.tsx'

/** Frame of every signed-in page. Without a session it leads to the sign-in page and back. */
export function Shell(props: RouteSectionProps) {
  const session = useSession()
  const location = useLocation()
  const signIn = () => `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`
  return (
    <Switch fallback={<Waiting />}>
      <Match when={hasStatus(session.error, 401)}>
        <Navigate href={signIn()} />
      </Match>
      <Match when={session.isError && session.error}>
        {(error) => (
          <main class={styles['failed']}>
            <ErrorBanner error={error()} onRetry={() => void session.refetch()} />
          </main>
        )}
      </Match>
      <Match when={session.isSuccess}>
        <Show when={session.data}>{(me) => <Frame me={me()}>{props.children}</Frame>}</Show>
      </Match>
    </Switch>
  )
}

function Frame(props: { readonly me: Me; readonly children: RouteSectionProps['children'] }) {
  const { t } = useI18n()
  return (
    <SessionContext.Provider
      value={{ me: () => props.me, can: (role) => roleAtLeast(props.me.user.role, role) }}
    >
      <CommandCentre>
        <a class={styles['skip']} href="#main">
          {t('nav.skip')}
        </a>
        <div class={styles['frame']}>
          <Sidebar />
          <div class={styles['content']}>
            <OfflineBanner />
            <Suspense fallback={<Waiting />}>{props.children}</Suspense>
          </div>
        </div>
      </CommandCentre>
    </SessionContext.Provider>
  )
}

function Waiting() {
  return (
    <div class={styles['waiting']}>
      <Skeleton rows={6} />
    </div>
  )
}
