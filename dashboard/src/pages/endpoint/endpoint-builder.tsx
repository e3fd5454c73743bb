import { useQuery } from '@tanstack/solid-query'
import {
  createEffect,
  createMemo,
  createSignal,
  Match,
  mergeProps,
  on,
  Show,
  Switch,
} from 'solid-js'

import { diffConfigs } from '#contract/diff.ts'
import type { Endpoint } from '#contract/endpoint.ts'
import type { KindEntry } from '#contract/kind.ts'

import { call } from '../../api/client.ts'
import { keys } from '../../api/keys.ts'
import { BreakerBadge } from '../../builder/breaker-state.tsx'
import { type Builder, BuilderContext, type BuilderView } from '../../builder/builder-context.ts'
import { createDraftStore } from '../../builder/create-draft-store.ts'
import { createTestConsole } from '../../builder/create-test-console.ts'
import { apiPort } from '../../builder/draft-port.ts'
import { valueAt } from '../../builder/pointer.ts'
import { ReviewDialog } from '../../builder/review-dialog.tsx'
import type { SectionId } from '../../builder/sections.ts'
import { Workspace } from '../../builder/workspace.tsx'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { CallIt } from './call-it.tsx'
import { StateTag, TabBar, TopActions } from './chrome.tsx'
import styles from './endpoint.module.css'
import { DeliveriesTab } from './deliveries.tsx'
import { SettingsTab } from './settings.tsx'
import { VersionsTab } from './versions.tsx'

interface EndpointBuilderProps {
  readonly endpoint: Endpoint
  readonly etag: string
  readonly kinds: readonly KindEntry[]
  readonly tab: string
  readonly onTab: (tab: string) => void
}

/** One endpoint. The draft is opened once: later reads of the endpoint only change what is live. */
export function EndpointBuilder(given: EndpointBuilderProps) {
  const { t } = useI18n()
  // Answers of publish, roll back, enable and disable are the newest word on the endpoint.
  const [endpoint, setEndpoint] = createSignal(given.endpoint)
  createEffect(on(() => given.endpoint, setEndpoint, { defer: true }))
  const props = mergeProps(given, {
    get endpoint() {
      return endpoint()
    },
  })
  const [isReviewing, setReviewing] = createSignal(false)
  const [wasPublished, setPublished] = createSignal(false)
  const builder = createBuilder(props, () => setReviewing(true), setEndpoint)
  const name = () => String(valueAt(builder.store.draft().value, '/name') || t('builder.unnamed'))
  return (
    <BuilderContext.Provider value={builder}>
      <Page
        bleed
        title={name()}
        crumbs={[{ label: t('nav.endpoints'), href: '/endpoints' }]}
        tag={
          <>
            <StateTag endpoint={props.endpoint} />
            <BreakerBadge />
          </>
        }
        actions={
          <TopActions isBuild={props.tab === 'build'} onHistory={() => props.onTab('versions')} />
        }
      >
        <div class={styles['frame']}>
          <TabBar tab={props.tab} onTab={props.onTab} />
          <Show when={wasPublished() && props.endpoint.state === 'live'}>
            <CallIt endpoint={props.endpoint} onClose={() => setPublished(false)} />
          </Show>
          <Switch fallback={<Workspace />}>
            <Match when={props.tab === 'deliveries'}>
              <DeliveriesTab endpoint={props.endpoint} />
            </Match>
            <Match when={props.tab === 'versions'}>
              <VersionsTab endpoint={props.endpoint} />
            </Match>
            <Match when={props.tab === 'settings'}>
              <SettingsTab endpoint={props.endpoint} />
            </Match>
          </Switch>
        </div>
      </Page>
      <ReviewDialog
        open={isReviewing()}
        onClose={() => setReviewing(false)}
        onPublished={() => setPublished(true)}
      />
    </BuilderContext.Provider>
  )
}

function createBuilder(
  props: EndpointBuilderProps,
  openReview: () => void,
  setEndpoint: (endpoint: Endpoint) => void,
): Builder {
  const { can } = useMe()
  const { id } = props.endpoint
  const store = createDraftStore({
    id,
    config: props.endpoint.config,
    etag: props.etag,
    port: apiPort(id),
    storage: localStorage,
    canEdit: can('editor'),
  })
  const [view, setView] = createSignal<BuilderView>('form')
  const [section, setSection] = createSignal<SectionId>('request')
  const [item, setItem] = createSignal<number>()
  const version = () => props.endpoint.liveVersion
  const live = useQuery(() => ({
    queryKey: [...keys.versions(id), version()],
    queryFn: async () =>
      (await call('getVersion', { params: { id, version: version() ?? 0 } })).data.config,
    enabled: version() !== null,
    staleTime: Number.POSITIVE_INFINITY,
  }))
  return {
    store,
    test: createTestConsole({ id, store, canEdit: () => can('editor') }),
    endpoint: () => props.endpoint,
    kinds: () => props.kinds,
    live: () => (version() === null ? undefined : live.data),
    changes: createMemo(() => diffConfigs(live.data, store.draft().value)),
    canEdit: () => can('editor'),
    view,
    setView,
    section,
    item,
    show: (next, index) => {
      setItem(index)
      setSection(next)
      setView('form')
      props.onTab('build')
    },
    openReview,
    replaceEndpoint: (next) => setEndpoint(next as Endpoint),
  }
}
