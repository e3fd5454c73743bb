import { For, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { type Command, commandGroups, useCommandRegistry } from '../lib/commands.ts'
import { preferences } from '../lib/preferences.ts'
import { Banner } from '../ui/banner.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { groupTitle } from './command-groups.ts'
import { closeOverlay } from './overlays.ts'
import styles from './shortcut-sheet.module.css'

/** Every shortcut that works on this page, from the same list that runs them. */
export function ShortcutSheet() {
  const { t } = useI18n()
  const registry = useCommandRegistry()
  const inGroup = (group: Command['group']) =>
    registry.list().filter((command) => command.group === group && command.keys !== undefined)
  return (
    <Dialog open onClose={closeOverlay} title={t('commands.shortcuts')} size="wide">
      <Show when={!preferences.singleKeys}>
        <Banner tone="info" title={t('commands.singleKeysOff')} />
      </Show>
      <div class={styles['sheet']}>
        <For each={commandGroups.filter((group) => inGroup(group).length > 0)}>
          {(group) => (
            <section>
              <h3 class={styles['group']}>{t(groupTitle[group])}</h3>
              <dl>
                <For each={inGroup(group)}>
                  {(command) => (
                    <div class={styles['row']}>
                      <dt>{command.title()}</dt>
                      <dd>
                        <Kbd keys={command.keys ?? ''} />
                      </dd>
                    </div>
                  )}
                </For>
              </dl>
            </section>
          )}
        </For>
      </div>
    </Dialog>
  )
}
