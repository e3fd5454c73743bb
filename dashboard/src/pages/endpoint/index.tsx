import { useParams, useSearchParams } from '@solidjs/router'
import { Match, Switch } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'

import { useEndpoint, useKinds } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Page } from '../../shell/page.tsx'
import { ErrorBanner } from '../../ui/error-banner.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { EndpointBuilder } from './endpoint-builder.tsx'

/** `/endpoints/:id`: build, versions and settings of one endpoint. */
export function EndpointPage() {
  const { t } = useI18n()
  const params = useParams<{ id: string }>()
  const [search, setSearch] = useSearchParams<{ tab?: string }>()
  const endpoint = useEndpoint(() => params.id)
  const kinds = useKinds()
  return (
    <Switch
      fallback={
        <Page title={t('builder.loading')}>
          <Skeleton rows={8} />
        </Page>
      }
    >
      <Match when={endpoint.error ?? kinds.error}>
        {(error) => (
          <Page title={t('nav.endpoints')}>
            <ErrorBanner
              error={error()}
              onRetry={() => {
                void endpoint.refetch()
                void kinds.refetch()
              }}
            />
          </Page>
        )}
      </Match>
      <Match when={endpoint.data?.data.id === params.id && kinds.data && params.id} keyed>
        <EndpointBuilder
          endpoint={endpoint.data?.data as Endpoint}
          etag={endpoint.data?.etag ?? ''}
          kinds={kinds.data ?? []}
          tab={search.tab ?? 'build'}
          onTab={(tab) => setSearch({ tab: tab === 'build' ? undefined : tab })}
        />
      </Match>
    </Switch>
  )
}
