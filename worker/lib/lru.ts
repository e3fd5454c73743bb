interface Entry<Value> {
  value: Value
  wasUsed: boolean
}

/**
 * A map that forgets what was not used lately once it holds more than `capacity` entries. An approximation of
 * least-recently-used (second chance, Corbató 1968): a hit only sets a mark, where true order would cost a
 * delete and an insert.
 */
export class Lru<Key, Value> {
  readonly #capacity: number
  readonly #entries = new Map<Key, Entry<Value>>()

  constructor(capacity: number) {
    this.#capacity = capacity
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    entry.wasUsed = true
    return entry.value
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key)
    if (this.#entries.size >= this.#capacity) this.#forgetOne()
    this.#entries.set(key, { value, wasUsed: false })
  }

  delete(key: Key): void {
    this.#entries.delete(key)
  }

  clear(): void {
    this.#entries.clear()
  }

  /** The oldest entry without a mark; one with a mark loses it and goes to the end. */
  #forgetOne(): void {
    for (const [key, entry] of this.#entries) {
      this.#entries.delete(key)
      if (!entry.wasUsed) return
      entry.wasUsed = false
      this.#entries.set(key, entry)
    }
  }
}
