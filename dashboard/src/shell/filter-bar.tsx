import { type JSX, onCleanup } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { useCommands } from '../lib/commands.ts'
import { SearchInput } from '../ui/search-input.tsx'
import styles from './filter-bar.module.css'

const typingPauseMs = 200

interface FilterBarProps {
  /** What the text is looked for in. */
  readonly label: string
  readonly text: string
  /** Called once typing pauses. */
  readonly onText: (text: string) => void
  /** Further choices. */
  readonly children: JSX.Element
}

/** Text and choices above a list; `/` leads to the text. */
export function FilterBar(props: FilterBarProps) {
  const { t } = useI18n()
  let input: HTMLInputElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const type = (text: string) => {
    clearTimeout(timer)
    timer = setTimeout(() => props.onText(text), typingPauseMs)
  }
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
    <div class={styles['bar']} role="search">
      <SearchInput
        ref={(element) => (input = element)}
        label={props.label}
        keys="/"
        value={props.text}
        onInput={type}
      />
      {props.children}
    </div>
  )
}
