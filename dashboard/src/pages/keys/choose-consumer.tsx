import { createSignal, For, Show } from 'solid-js'

import type { Consumer } from '#contract/consumer.ts'

import { useConsumers } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import { CreateConsumer } from '../consumers/create-consumer.tsx'
import styles from '../../ui/pick-list.module.css'

interface ChooseConsumerProps {
  readonly title: string
  readonly text: string
  /** What happens after a new one is made. */
  readonly newText: string
  readonly onChosen: (consumer: Consumer) => void
  readonly onClose: () => void
}

/** A consumer: somebody known, or somebody new. */
export function ChooseConsumer(props: ChooseConsumerProps) {
  const { t } = useI18n()
  const [search, setSearch] = createSignal('')
  const [isNew, setNew] = createSignal(false)
  const query = useConsumers(() => ({ limit: 20, search: search() }))
  return (
    <Show
      when={!isNew()}
      fallback={
        <CreateConsumer
          description={props.newText}
          onCreated={(consumer) => props.onChosen(consumer)}
          onClose={() => props.onClose()}
        />
      }
    >
      <Dialog
        open
        onClose={() => props.onClose()}
        title={props.title}
        description={props.text}
        actions={
          <>
            <Button onClick={() => props.onClose()}>{t('common.cancel')}</Button>
            <Button onClick={() => setNew(true)}>{t('consumers.create')}</Button>
          </>
        }
      >
        <div class={styles['search']}>
          <SearchInput label={t('consumers.search')} value={search()} onInput={setSearch} />
        </div>
        <QueryView query={query}>
          {(data) => (
            <ul class={styles['list']}>
              <For
                each={data().pages[0]?.items}
                fallback={<li class="muted">{t('consumers.noMatch')}</li>}
              >
                {(consumer) => (
                  <li>
                    <button
                      type="button"
                      class={styles['choice']}
                      onClick={() => props.onChosen(consumer)}
                    >
                      <span>{consumer.name}</span>
                      <span class="muted">
                        {consumer.isActive ? consumer.roles.join(', ') : t('consumers.off')}
                      </span>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          )}
        </QueryView>
      </Dialog>
    </Show>
  )
}
