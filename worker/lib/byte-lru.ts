interface Entry<Value> {
  readonly value: Value
  readonly bytes: number
  wasUsed: boolean
}

/** Like Lru (second chance), bounded by the bytes of what it holds instead of by their number. */
export class ByteLru<Key, Value> {
  readonly #capacityBytes: number
  readonly #entries = new Map<Key, Entry<Value>>()
  #bytes = 0

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    entry.wasUsed = true
    return entry.value
  }

  /** What is larger than everything together is not kept. */
  set(key: Key, value: Value, bytes: number): void {
    this.delete(key)
    if (bytes > this.#capacityBytes) return
    while (this.#bytes + bytes > this.#capacityBytes) this.#forgetOne()
    this.#entries.set(key, { value, bytes, wasUsed: false })
    this.#bytes += bytes
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#entries.delete(key)
    this.#bytes -= entry.bytes
  }

  /** The oldest entry without a mark; one with a mark loses it and goes to the end. */
  #forgetOne(): void {
    for (const [key, entry] of this.#entries) {
      if (!entry.wasUsed) return this.delete(key)
      this.#entries.delete(key)
      entry.wasUsed = false
      this.#entries.set(key, entry)
    }
  }
}
