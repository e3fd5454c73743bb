import type { DraftStore } from '../create-draft-store.ts'
import { freshId } from '../lists.ts'
import { valueAt } from '../pointer.ts'

const LIST = '/integrations'

function listOf({ draft }: DraftStore): readonly unknown[] {
  const value = valueAt(draft().value, LIST)
  return Array.isArray(value) ? value : []
}

/** Adds an integration to fill in; answers its index. */
export function addIntegration(store: DraftStore): number {
  const items = listOf(store)
  const id = freshId(items.length === 0 ? 'upstream' : 'service', items)
  store.setValue(LIST, [...items, { id, type: 'http', endpoint: 'https://' }])
  return items.length
}

export function removeIntegration(store: DraftStore, index: number): void {
  store.setValue(
    LIST,
    listOf(store).filter((_, at) => at !== index),
  )
}

/** True when there is a place `by` further. */
export const canMove = (store: DraftStore, index: number, by: number): boolean =>
  index + by >= 0 && index + by < listOf(store).length

/** Changes the order in the configuration, which is that of the merged answer. */
export function moveIntegration(store: DraftStore, index: number, by: number): void {
  if (!canMove(store, index, by)) return
  const next = [...listOf(store)]
  next.splice(index + by, 0, ...next.splice(index, 1))
  store.setValue(LIST, next)
}
