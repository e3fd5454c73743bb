import type jsonata from 'jsonata'

type Library = typeof jsonata

let library: Library | undefined

/** JSONata was needed before it was loaded: load it and start again. */
export class LibraryMissing extends Error {
  override readonly name = 'LibraryMissing'
}

/** JSONata. Throws LibraryMissing until somebody has loaded it. */
export function libraryNow(): Library {
  if (library === undefined) throw new LibraryMissing('JSONata is not loaded')
  return library
}

/** JSONata is a module of its own: an isolate whose endpoints have no expressions never evaluates it. */
export async function loadLibrary(): Promise<void> {
  library ??= (await import('jsonata')).default
}

/** Does what may compile expressions; again, once JSONata is loaded, when it turns out that there are some. */
export async function withLibrary<T>(work: () => T): Promise<T> {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof LibraryMissing)) throw error
    await loadLibrary()
    return work()
  }
}
