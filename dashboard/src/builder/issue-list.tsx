import { For, Show } from 'solid-js'

import type { Issue } from '#contract/problem.ts'

import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { segmentsOf } from './pointer.ts'
import { sectionOf, sectionOrder } from './sections.ts'
import styles from './test-panel.module.css'

interface IssueListProps {
  readonly issues: readonly Issue[]
  /** The pointers lead into the test request or the configuration, not into something that cannot be shown. */
  readonly areLinked: boolean
}

/** Problems with their pointers. One into the test request selects the place, one into the configuration shows its section. */
export function IssueList(props: IssueListProps) {
  return (
    <Show when={props.issues.length > 0}>
      <ul class={styles['problem']}>
        <For each={props.issues}>
          {(issue) => (
            <li>
              <Pointer pointer={issue.pointer} isLinked={props.areLinked} />
              <p>{issue.message}</p>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}

const requestParts = new Set(['body', 'query', 'headers', 'params'])

function Pointer(props: { readonly pointer: string; readonly isLinked: boolean }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const jump = () => {
    const [first = ''] = segmentsOf(props.pointer)
    if (!props.isLinked) return undefined
    if (requestParts.has(first)) {
      const run = () => builder.test.reveal(props.pointer)
      return { title: t('builder.trace.showInRequest'), run }
    }
    if (!sectionOrder.includes(first)) return undefined
    const section = sectionOf(props.pointer)
    const title = t('builder.trace.showSection', { section: t(`builder.section.${section}`) })
    return { title, run: () => builder.show(section) }
  }
  return (
    <Show
      when={jump()}
      fallback={<code class={styles['pointer']}>{props.pointer === '' ? '/' : props.pointer}</code>}
    >
      {(to) => (
        <button
          type="button"
          class={styles['pointer']}
          title={to().title}
          onClick={() => to().run()}
        >
          {props.pointer}
        </button>
      )}
    </Show>
  )
}
