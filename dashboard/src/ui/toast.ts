import { createSignal } from 'solid-js'

export interface Toast {
  readonly id: number
  readonly tone: 'neutral' | 'bad'
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

/** Long enough to reach for Undo. */
const lifetimeMs = 10_000
const [list, setList] = createSignal<readonly Toast[]>([])
let nextId = 1

export const toasts = list

/** Announces the result of an action; `action` is Undo or Retry. Returns the id. */
export function showToast(toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
  const id = nextId
  nextId += 1
  setList((current) => [...current.slice(-2), { tone: 'neutral', ...toast, id }])
  setTimeout(() => closeToast(id), lifetimeMs)
  return id
}

export function closeToast(id: number): void {
  setList((current) => current.filter((toast) => toast.id !== id))
}
