import { useSearchParams } from '@solidjs/router'
import Download from 'lucide-solid/icons/download'
import { createMemo, createSignal, Show } from 'solid-js'

import { useAudit } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { downloadJson } from '../../lib/download.ts'
import { Page } from '../../shell/page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import list from '../../ui/list.module.css'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { AuditTable } from './audit-table.tsx'
import { matchesText } from './match.ts'

export function AuditPage() {
  const { t } = useI18n()
  const [search, setSearch] = useSearchParams<{ target?: string }>()
  const [text, setText] = createSignal('')
  let input: HTMLInputElement | undefined
  const audit = useAudit(() => ({ targetId: search.target }))
  const records = createMemo(() =>
    audit.isSuccess ? audit.data.pages.flatMap((page) => page.items) : [],
  )
  const shown = createMemo(() => records().filter((record) => matchesText(record, text())))
  useCommands([
    {
      id: 'focus-filter',
      title: () => t('commands.focusFilter'),
      group: 'view',
      keys: '/',
      run: () => input?.focus(),
    },
  ])
  return (
    <Page
      title={t('audit.title')}
      intro={t('audit.intro')}
      actions={
        <Button
          icon={Download}
          disabled={records().length === 0}
          onClick={() => downloadJson('audit.json', records())}
        >
          {t('audit.export')}
        </Button>
      }
    >
      <Show when={search.target}>
        <Banner
          tone="info"
          title={t('audit.targetOnly')}
          actions={
            <Button onClick={() => setSearch({ target: undefined })}>{t('audit.showAll')}</Button>
          }
        />
      </Show>
      <div class={list['list']}>
        <SearchInput
          ref={(element) => (input = element)}
          label={t('audit.filter')}
          keys="/"
          value={text()}
          onInput={setText}
        />
        <div class={list['card']}>
          <QueryView query={audit} skeletonRows={10}>
            {() => (
              <Show
                when={shown().length > 0}
                fallback={<Nothing filtered={text() !== ''} onClear={() => setText('')} />}
              >
                <AuditTable records={shown()} />
              </Show>
            )}
          </QueryView>
        </div>
        <LoadMore of={audit} />
      </div>
    </Page>
  )
}

function Nothing(props: { readonly filtered: boolean; readonly onClear: () => void }) {
  const { t } = useI18n()
  return (
    <Show
      when={props.filtered}
      fallback={<EmptyState title={t('audit.empty')}>{t('audit.emptyText')}</EmptyState>}
    >
      <EmptyState
        title={t('audit.noMatch')}
        action={<Button onClick={() => props.onClear()}>{t('audit.clear')}</Button>}
      >
        {t('audit.noMatchText')}
      </EmptyState>
    </Show>
  )
}
