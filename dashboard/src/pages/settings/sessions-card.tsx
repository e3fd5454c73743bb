import { For, Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useSessions } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { browserName } from '../../lib/browser-name.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StatusTag } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'

export function SessionsCard() {
  const { t } = useI18n()
  const sessions = useSessions()
  const revoke = useAction('revokeSession', { invalidates: [keys.sessions] })
  const onError = useFailureToast()
  const end = (id: string) =>
    revoke.mutate(
      { params: { id } },
      { onSuccess: () => showToast({ text: t('settings.sessionEnded') }), onError },
    )
  return (
    <Card title={t('settings.sessions')} note={t('settings.sessionsNote')}>
      <QueryView query={sessions}>
        {(data) => (
          <table class={table['table']}>
            <thead>
              <tr>
                <th>{t('settings.browser')}</th>
                <th class={table['shrink']}>{t('settings.lastSeen')}</th>
                <th class={`${table['shrink']} ${table['wide']}`}>{t('settings.expires')}</th>
                <th class={table['shrink']}>
                  <span class="sr-only">{t('common.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={data().items}>
                {(session) => (
                  <tr>
                    <td title={session.userAgent}>{browserName(session.userAgent)}</td>
                    <td class={`${table['shrink']} muted`}>
                      <RelativeTime at={session.lastSeenAt} />
                    </td>
                    <td class={`${table['shrink']} ${table['wide']} muted`}>
                      <RelativeTime at={session.expiresAt} />
                    </td>
                    <td class={`${table['shrink']} ${table['end']}`}>
                      <Show
                        when={!session.isCurrent}
                        fallback={<StatusTag tone="ok">{t('settings.thisSession')}</StatusTag>}
                      >
                        <Button size="sm" onClick={() => end(session.id)}>
                          {t('settings.endSession')}
                        </Button>
                      </Show>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        )}
      </QueryView>
    </Card>
  )
}
