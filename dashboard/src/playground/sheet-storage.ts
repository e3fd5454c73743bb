import type { Sheet } from './sheet.ts'

const KEY = 'ecluse.playground'

/** The sheet of this tab survives a reload, and no longer than the tab: it may hold data of callers. */
export function readSheet(storage: Storage): Sheet | undefined {
  try {
    const { rule, input, scope } = JSON.parse(storage.getItem(KEY) ?? '{}') as Partial<Sheet>
    const isWhole =
      typeof rule === 'string' && typeof input === 'string' && typeof scope === 'string'
    return isWhole ? { rule, input, scope } : undefined
  } catch {
    return undefined
  }
}

/** A browser that is full or forbids it goes on without. */
export function writeSheet(sheet: Sheet, storage: Storage): void {
  try {
    storage.setItem(KEY, JSON.stringify(sheet))
  } catch {
    storage.removeItem(KEY)
  }
}
