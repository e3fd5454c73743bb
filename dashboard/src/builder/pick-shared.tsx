import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, For } from 'solid-js'

import type { SharedIntegration } from '#contract/shared-integration.ts'

import { call } from '../api/client.ts'
import { keys } from '../api/keys.ts'
import { useIntegrations } from '../api/queries.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { QueryView } from '../ui/query-view.tsx'
import { SearchInput } from '../ui/search-input.tsx'
import { useFailureToast } from '../ui/use-failure-toast.ts'
import styles from '../ui/pick-list.module.css'

interface PickSharedProps {
  readonly onPicked: (integration: SharedIntegration) => void
  readonly onClose: () => void
}

/** One of the shared integrations. Mount it to open it. */
export function PickShared(props: PickSharedProps) {
  const { t } = useI18n()
  const client = useQueryClient()
  const onError = useFailureToast()
  const [search, setSearch] = createSignal('')
  const query = useIntegrations(() => ({ limit: 20, q: search() }))
  const pick = async (id: string) => {
    const queryFn = () => call('getIntegration', { params: { id } })
    const { data } = await client.fetchQuery({ queryKey: keys.integration(id), queryFn })
    props.onPicked(data)
  }
  return (
    <Dialog
      open
      onClose={() => props.onClose()}
      title={t('integrations.pick')}
      description={t('integrations.pickText')}
      actions={<Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>}
    >
      <div class={styles['search']}>
        <SearchInput label={t('integrations.search')} value={search()} onInput={setSearch} />
      </div>
      <QueryView query={query}>
        {(data) => (
          <ul class={styles['list']}>
            <For
              each={data().pages[0]?.items}
              fallback={
                <li class="muted">
                  {t(search() === '' ? 'integrations.pickNone' : 'integrations.noMatch')}
                </li>
              }
            >
              {(one) => (
                <li>
                  <button
                    type="button"
                    class={styles['choice']}
                    onClick={() => void pick(one.id).catch(onError)}
                  >
                    <span>{one.name}</span>
                    <span class="muted">
                      {one.type} · {one.host}
                    </span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        )}
      </QueryView>
    </Dialog>
  )
}
