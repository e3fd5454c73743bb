import { useParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'

import type { SharedIntegration } from '#contract/shared-integration.ts'

import { useIntegration, useKinds } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Page } from '../../shell/page.tsx'
import { ErrorBanner } from '../../ui/error-banner.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { IntegrationEditorPage } from './integration-editor-page.tsx'

/** `/integrations/:id`: who uses a shared integration, and its definition. */
export function IntegrationPage() {
  const { t } = useI18n()
  const params = useParams<{ id: string }>()
  const integration = useIntegration(() => params.id)
  const kinds = useKinds()
  const retry = () => {
    void integration.refetch()
    void kinds.refetch()
  }
  const failure = () =>
    (integration.data === undefined ? integration.error : null) ??
    (kinds.data === undefined ? kinds.error : null)
  return (
    <Switch
      fallback={
        <Page title={t('nav.integrations')}>
          <Skeleton rows={8} />
        </Page>
      }
    >
      <Match when={failure()}>
        {(error) => (
          <Page title={t('nav.integrations')}>
            <ErrorBanner error={error()} onRetry={retry} />
          </Page>
        )}
      </Match>
      <Match when={integration.data?.data.id === params.id && kinds.data && params.id} keyed>
        <IntegrationEditorPage
          integration={integration.data?.data as SharedIntegration}
          etag={integration.data?.etag ?? ''}
          kinds={kinds.data ?? []}
        />
      </Match>
    </Switch>
  )
}
