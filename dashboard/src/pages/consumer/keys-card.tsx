import { createSignal, Show } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useKeys } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LoadMore } from '../../ui/load-more.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { type KeyDialog, KeyDialogs } from '../keys/key-dialogs.tsx'
import { KeyTable } from '../keys/key-table.tsx'

/** The keys of one consumer. */
export function KeysCard(props: { readonly consumer: Consumer }) {
  const { t } = useI18n()
  const { can } = useMe()
  const [dialog, setDialog] = createSignal<KeyDialog>()
  const query = useKeys(() => ({ consumerId: props.consumer.id }))
  const create = () => (
    <Show when={can('editor')}>
      <Button onClick={() => setDialog({ kind: 'create', consumer: props.consumer })}>
        {t('consumers.createKey')}
      </Button>
    </Show>
  )
  return (
    <>
      <Card title={t('consumers.keys')} note={t('consumers.keysNote')} actions={create()}>
        <QueryView query={query}>
          {(data) => (
            <Show
              when={data().pages.some((page) => page.items.length > 0)}
              fallback={
                <EmptyState title={t('consumers.noKeys')}>{t('consumers.noKeysText')}</EmptyState>
              }
            >
              <KeyTable
                showConsumer={false}
                keys={data().pages.flatMap((page) => page.items)}
                onOpen={setDialog}
              />
            </Show>
          )}
        </QueryView>
      </Card>
      <LoadMore of={query} />
      <KeyDialogs open={dialog()} onOpen={setDialog} />
    </>
  )
}
