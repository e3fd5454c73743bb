import * as Kobalte from '@kobalte/core/dialog'
import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'

import { useEndpoints } from '../api/queries.ts'
import { useI18n } from '../i18n/index.ts'
import { type Command, useCommandRegistry } from '../lib/commands.ts'
import { score } from '../lib/score.ts'
import { Kbd } from '../ui/kbd.tsx'
import { groupTitle } from './command-groups.ts'
import styles from './command-palette.module.css'
import { closeOverlay } from './overlays.ts'

const maxShown = 12
const endpointsAsked = 6

/** A combobox over every command and the endpoints whose name or path match. */
export function CommandPalette() {
  const { t } = useI18n()
  const id = createUniqueId()
  const [query, setQuery] = createSignal('')
  const [active, setActive] = createSignal(0)
  const results = useResults(query)
  const optionId = (index: number) => `${id}-${index}`
  const run = (command: Command | undefined) => {
    if (command === undefined) return
    closeOverlay()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const count = results().length
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 }
    const move = moves[event.key]
    if (event.key === 'Enter') run(results()[active()])
    else if (move !== undefined && count > 0) setActive((active() + move + count) % count)
    else return
    event.preventDefault()
    document.getElementById(optionId(active()))?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Kobalte.Root open onOpenChange={(open) => !open && closeOverlay()}>
      <Kobalte.Portal>
        <Kobalte.Overlay class={styles['scrim'] ?? ''} />
        <Kobalte.Content class={styles['palette'] ?? ''} aria-label={t('commands.palette')}>
          <input
            class={styles['input']}
            role="combobox"
            aria-expanded="true"
            aria-controls={id}
            aria-label={t('commands.palette')}
            aria-activedescendant={results().length > 0 ? optionId(active()) : undefined}
            aria-autocomplete="list"
            placeholder={t('commands.placeholder')}
            autocomplete="off"
            value={query()}
            onInput={(event) => {
              setQuery(event.currentTarget.value)
              setActive(0)
            }}
            onKeyDown={onKeyDown}
          />
          <div class={styles['list']} id={id} role="listbox" aria-label={t('commands.palette')}>
            <For each={results()}>
              {(command, index) => (
                <div
                  id={optionId(index())}
                  role="option"
                  class={styles['option']}
                  aria-selected={index() === active()}
                  onPointerMove={() => setActive(index())}
                  onClick={() => run(command)}
                >
                  <span class={styles['title']}>{command.title()}</span>
                  <span class={styles['group']}>{t(groupTitle[command.group])}</span>
                  <Show when={command.keys}>{(keys) => <Kbd keys={keys()} />}</Show>
                </div>
              )}
            </For>
          </div>
          <p class={results().length === 0 ? styles['nothing'] : 'sr-only'} role="status">
            <Show when={results().length === 0}>{t('commands.nothing', { query: query() })}</Show>
          </p>
        </Kobalte.Content>
      </Kobalte.Portal>
    </Kobalte.Root>
  )
}

/** Commands by fit, best first; without a query in their own order. */
function useResults(query: () => string): () => readonly Command[] {
  const registry = useCommandRegistry()
  const endpoints = useEndpointCommands(query)
  return createMemo(() => {
    const text = query().trim()
    const commands = registry.list().filter((command) => command.id !== 'palette')
    if (text === '') return [...endpoints(), ...commands].slice(0, maxShown)
    return [...commands, ...endpoints()]
      .map((command) => ({
        command,
        fit: score(`${command.title()} ${command.keywords ?? ''}`, text),
      }))
      .filter(({ fit }) => fit > 0)
      .sort((one, other) => other.fit - one.fit)
      .slice(0, maxShown)
      .map(({ command }) => command)
  })
}

function useEndpointCommands(query: () => string): () => readonly Command[] {
  const navigate = useNavigate()
  const endpoints = useEndpoints(() => ({ limit: endpointsAsked, q: query().trim() || undefined }))
  return () =>
    endpoints.isSuccess
      ? endpoints.data.pages
          .flatMap((page) => page.items)
          .map((endpoint) => ({
            id: endpoint.id,
            title: () => `${endpoint.method} ${endpoint.path}`,
            group: 'endpoint' as const,
            keywords: endpoint.name,
            run: () => navigate(`/endpoints/${endpoint.id}`),
          }))
      : []
}
