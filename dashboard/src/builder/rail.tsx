import { createEffect, For, on, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { issueCounts, type SectionId, sectionOf, visibleSections } from './sections.ts'
import styles from './workspace.module.css'

/** Sections of the endpoint: a dot where the draft differs from live, a count where it has problems. */
export function Rail() {
  const { t } = useI18n()
  const builder = useBuilder()
  const issues = () => builder.store.draft().issues
  const counts = () => issueCounts(issues())
  const isChanged = (section: SectionId) =>
    builder.changes().some((change) => sectionOf(change.pointer) === section)
  const isCurrent = (section: SectionId) =>
    builder.view() === 'form' && builder.section() === section
  let rail: HTMLElement | undefined
  // On a phone the sections are one row: the chosen one is brought into its middle.
  createEffect(
    on([builder.section, builder.view], () => {
      const chosen = rail?.querySelector<HTMLElement>('[aria-current]')
      if (rail === undefined || !chosen || rail.scrollWidth <= rail.clientWidth) return
      rail.scrollLeft = chosen.offsetLeft - (rail.clientWidth - chosen.offsetWidth) / 2
    }),
  )
  return (
    <nav
      class={styles['rail']}
      aria-label={t('builder.sections')}
      ref={(element) => (rail = element)}
    >
      <ul>
        <For each={visibleSections(builder.kinds(), issues())}>
          {(section) => (
            <li>
              <button
                type="button"
                class={styles['railItem']}
                aria-current={isCurrent(section) ? 'location' : undefined}
                onClick={() => builder.show(section)}
              >
                {t(`builder.section.${section}`)}
                <Show when={counts()[section]}>
                  {(count) => (
                    <span class={styles['count']}>
                      {count()}
                      <span class="sr-only"> {t('builder.problems')}</span>
                    </span>
                  )}
                </Show>
                <Show when={counts()[section] === undefined && isChanged(section)}>
                  <span class={styles['dot']} title={t('builder.changed')}>
                    <span class="sr-only">{t('builder.changed')}</span>
                  </span>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
    </nav>
  )
}
