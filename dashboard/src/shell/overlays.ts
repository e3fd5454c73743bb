import { createSignal } from 'solid-js'

const [overlay, setOverlay] = createSignal<'palette' | 'shortcuts' | undefined>()

/** Which of the two global dialogs is open. */
export const openOverlay = overlay
export const openPalette = () => setOverlay('palette')
export const openShortcutSheet = () => setOverlay('shortcuts')
export const closeOverlay = () => setOverlay(undefined)
