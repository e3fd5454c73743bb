/** What an author wrote and the server does not have yet. */
export interface UnsavedDraft {
  readonly text: string
  /** ETag of the revision it started from. */
  readonly etag: string
}

const keyOf = (id: string): string => `ecluse.draft.${id}`

/** Text that was not saved in an earlier visit; undefined when there is none. */
export function readUnsaved(id: string, storage: Storage): UnsavedDraft | undefined {
  try {
    const stored: unknown = JSON.parse(storage.getItem(keyOf(id)) ?? 'null')
    if (typeof stored !== 'object' || stored === null) return undefined
    const { text, etag } = stored as Partial<UnsavedDraft>
    return typeof text === 'string' && typeof etag === 'string' ? { text, etag } : undefined
  } catch {
    // Written by something else: there is no draft of ours to restore.
    return undefined
  }
}

/** Keeps or, with undefined, forgets the unsaved text. False when the browser refuses to store it. */
export function writeUnsaved(
  id: string,
  unsaved: UnsavedDraft | undefined,
  storage: Storage,
): boolean {
  try {
    if (unsaved === undefined) storage.removeItem(keyOf(id))
    else storage.setItem(keyOf(id), JSON.stringify(unsaved))
    return true
  } catch {
    // Full or switched off: the page keeps the text for as long as it is open.
    return false
  }
}
