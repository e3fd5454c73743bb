import { type JSX, lazy, onCleanup, Show, Suspense } from 'solid-js'

import { useCommandRegistry } from '../lib/commands.ts'
import { preferences } from '../lib/preferences.ts'
import { createShortcuts } from '../lib/shortcuts.ts'
import { useGlobalCommands } from './global-commands.ts'
import { openOverlay } from './overlays.ts'

const Palette = lazy(async () => ({
  default: (await import('./command-palette.tsx')).CommandPalette,
}))
const Sheet = lazy(async () => ({ default: (await import('./shortcut-sheet.tsx')).ShortcutSheet }))

/** Global commands, the keyboard and the two dialogs over the command list. */
export function CommandCentre(props: { readonly children: JSX.Element }) {
  const registry = useCommandRegistry()
  useGlobalCommands()
  const onKeyDown = createShortcuts({
    commands: registry.list,
    singleKeys: () => preferences.singleKeys,
    now: () => performance.now(),
  })
  document.addEventListener('keydown', onKeyDown)
  onCleanup(() => document.removeEventListener('keydown', onKeyDown))
  return (
    <>
      {props.children}
      <Suspense>
        <Show when={openOverlay() === 'palette'}>
          <Palette />
        </Show>
        <Show when={openOverlay() === 'shortcuts'}>
          <Sheet />
        </Show>
      </Suspense>
    </>
  )
}
