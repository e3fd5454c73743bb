import { createSignal } from 'solid-js'

const [open, setOpen] = createSignal(false)

/** Navigation drawer of narrow screens. */
export const isDrawerOpen = open
export const openDrawer = () => setOpen(true)
export const closeDrawer = () => setOpen(false)
