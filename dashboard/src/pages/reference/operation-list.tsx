import { createMemo, createSignal, For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { MethodLabel } from '../../ui/method-label.tsx'
import { SearchInput } from '../../ui/search-input.tsx'
import type { Operation } from './openapi.ts'
import styles from './operation-list.module.css'

interface OperationListProps {
  readonly operations: readonly Operation[]
  readonly selected: string | undefined
  readonly onSelect: (id: string) => void
}

export function OperationList(props: OperationListProps) {
  const { t } = useI18n()
  const [text, setText] = createSignal('')
  let input: HTMLInputElement | undefined
  useCommands([
    {
      id: 'focus-filter',
      title: () => t('commands.focusFilter'),
      group: 'view',
      keys: '/',
      run: () => input?.focus(),
    },
  ])
  const groups = createMemo(() =>
    groupByTag(props.operations.filter((one) => matches(one, text()))),
  )
  return (
    <nav class={styles['list']} aria-label={t('reference.operations')}>
      <SearchInput
        ref={(element) => (input = element)}
        label={t('reference.search')}
        keys="/"
        value={text()}
        onInput={setText}
      />
      <For
        each={groups()}
        fallback={<p class="muted">{t('reference.noMatch', { query: text() })}</p>}
      >
        {([tag, operations]) => (
          <section>
            <h2 class={styles['tag']}>{tag === '' ? t('reference.untagged') : tag}</h2>
            <ul>
              <For each={operations}>
                {(operation) => (
                  <li>
                    <button
                      type="button"
                      class={styles['operation']}
                      aria-current={operation.id === props.selected ? 'true' : undefined}
                      onClick={() => props.onSelect(operation.id)}
                    >
                      <MethodLabel method={operation.method} />
                      <span class={styles['path']}>{operation.path}</span>
                      <Show when={operation.deprecated}>
                        <span class={styles['deprecated']}>{t('reference.deprecated')}</span>
                      </Show>
                    </button>
                  </li>
                )}
              </For>
            </ul>
          </section>
        )}
      </For>
    </nav>
  )
}

function matches(operation: Operation, text: string): boolean {
  const haystack = `${operation.id} ${operation.summary} ${operation.tag}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}

function groupByTag(operations: readonly Operation[]): readonly [string, readonly Operation[]][] {
  return [...Map.groupBy(operations, (operation) => operation.tag)]
}
