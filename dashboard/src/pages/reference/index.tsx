import { useSearchParams } from '@solidjs/router'
import ExternalLink from 'lucide-solid/icons/external-link'
import { createMemo, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Page } from '../../shell/page.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { useDocument } from './documents.ts'
import styles from './index.module.css'
import { type OpenApi, operationsOf } from './openapi.ts'
import { OperationDetail } from './operation-detail.tsx'
import { OperationList } from './operation-list.tsx'

export function ReferencePage() {
  const { t } = useI18n()
  const { me } = useMe()
  const [search, setSearch] = useSearchParams<{ doc?: string; op?: string }>()
  const which = () => (search.doc === 'published' ? 'published' : 'management')
  const base = () => (which() === 'published' ? me().instance.gatewayUrl : '/api/v1')
  const url = () => `${base()}/openapi.json`
  const spec = useDocument(url)
  return (
    <Page
      title={t('reference.title')}
      intro={t('reference.intro')}
      actions={
        <a
          class={buttonClass({})}
          href={url()}
          target="_blank"
          rel="external noreferrer"
          aria-label={t('reference.download')}
        >
          <Icon of={ExternalLink} />
          <span class={styles['download']}>{t('reference.download')}</span>
        </a>
      }
    >
      <SegmentedControl
        label={t('reference.which')}
        value={which()}
        options={[
          { value: 'management', label: t('reference.management') },
          { value: 'published', label: t('reference.published') },
        ]}
        onChange={(doc) => setSearch({ doc, op: undefined })}
      />
      <QueryView query={spec} skeletonRows={10}>
        {(data) => (
          <Operations
            spec={data()}
            base={base()}
            selected={search.op}
            onSelect={(op) => setSearch({ op })}
          />
        )}
      </QueryView>
    </Page>
  )
}

interface OperationsProps {
  readonly spec: OpenApi
  readonly base: string
  readonly selected: string | undefined
  readonly onSelect: (id: string | undefined) => void
}

function Operations(props: OperationsProps) {
  const { t } = useI18n()
  const operations = createMemo(() => operationsOf(props.spec))
  const selected = () => operations().find(({ id }) => id === props.selected)
  return (
    <Show
      when={operations().length > 0}
      fallback={<EmptyState title={t('reference.empty')}>{t('reference.emptyText')}</EmptyState>}
    >
      <div class={styles['panes']} data-selected={selected() !== undefined}>
        <OperationList
          operations={operations()}
          selected={selected()?.id}
          onSelect={(id) => props.onSelect(id)}
        />
        <div class={styles['detail']}>
          <Show
            when={selected()}
            keyed
            fallback={<p class={styles['pick']}>{t('reference.pick')}</p>}
          >
            {(operation) => (
              <OperationDetail
                spec={props.spec}
                base={props.base}
                operation={operation}
                onBack={() => props.onSelect(undefined)}
              />
            )}
          </Show>
        </div>
      </div>
    </Show>
  )
}
