import { tooLate, withDeadline } from '../lib/deadline.ts'
import { type Fetch, fetchText } from '../lib/fetch-text.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** From this age on it is renewed beside the requests that use it. */
const renewAfterMs = 300_000
/** Older than this, a request waits for a newer one: how long a key that was taken out still verifies. */
const freshMs = 600_000
/** How long the last good one stands in when the issuer does not answer. */
const keptMs = 86_400_000
/** Between two attempts, whatever asks: an unknown key must not make us ask an issuer without end. */
const betweenAttemptsMs = 30_000
/** The same while there is nothing to use at all. */
const betweenFirstAttemptsMs = 5_000
const maxBytes = 256 * 1_024
const copyEveryMs = 3_600_000

export interface DocumentCopy {
  readonly text: string
  readonly fetchedAt: number
}

/** Where the last good text of a document is kept for isolates that start while its server is down. */
export interface DocumentCopies {
  read(url: string): Promise<DocumentCopy | undefined>
  write(url: string, copy: DocumentCopy): Promise<void>
}

export interface DocumentDeps {
  readonly fetch: Fetch
  readonly copies: DocumentCopies
  readonly now: () => number
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
}

interface Value<T> extends DocumentCopy {
  readonly parsed: T
}

/**
 * A JSON document of another server, kept fresh by the requests that ask for it: 10 minutes as it is, then
 * only after another attempt, and for 24 hours when its server cannot be asked.
 */
export class RemoteDocument<T> {
  readonly source: string
  readonly #urls: readonly [string, ...string[]]
  /** Throws an Error whose message says what is wrong. */
  readonly #parse: (document: unknown) => T
  readonly #deps: DocumentDeps
  #value: Value<T> | undefined
  #attemptedAt = Number.NEGATIVE_INFINITY
  #running: Promise<void> | undefined
  #copiedAt = Number.NEGATIVE_INFINITY
  #fault: string | undefined

  /** The first of `urls` that has the document counts. */
  constructor(
    urls: readonly [string, ...string[]],
    parse: (document: unknown) => T,
    deps: DocumentDeps,
  ) {
    this.source = urls[0]
    this.#urls = urls
    this.#parse = parse
    this.#deps = deps
  }

  /** What may be used now without waiting. The same object as long as the text is the same. */
  known(waitUntil: WaitUntil): T | undefined {
    const value = this.#usable()
    if (value === undefined) return undefined
    const ageMs = this.#deps.now() - value.fetchedAt
    if (ageMs > renewAfterMs && this.#mayAsk()) waitUntil(this.#ask())
    return ageMs > freshMs && this.#running !== undefined ? undefined : value.parsed
  }

  /** The document, asked for when it must be. Undefined: there is none, and none younger than 24 hours was seen. */
  async load(waitUntil: WaitUntil): Promise<T | undefined> {
    return this.known(waitUntil) ?? this.renew(waitUntil)
  }

  /** Asks again if the last attempt was long enough ago, waits for an attempt under way, and answers what may be used. */
  async renew(waitUntil: WaitUntil): Promise<T | undefined> {
    if (this.#mayAsk()) waitUntil(this.#ask())
    // The request that asked may be gone, and its answer with it.
    if (this.#running !== undefined && (await withDeadline(this.#running, waitMs)) === tooLate)
      this.#running = undefined
    return this.#usable()?.parsed
  }

  /** What was read last, however old. */
  latest(): T | undefined {
    return this.#value?.parsed
  }

  /** Why the last attempt brought nothing; undefined when it did. */
  fault(): string | undefined {
    return this.#fault
  }

  #usable(): Value<T> | undefined {
    const value = this.#value
    return value !== undefined && this.#deps.now() - value.fetchedAt <= keptMs ? value : undefined
  }

  #mayAsk(): boolean {
    const betweenMs = this.#usable() === undefined ? betweenFirstAttemptsMs : betweenAttemptsMs
    return this.#running === undefined && this.#deps.now() - this.#attemptedAt >= betweenMs
  }

  #ask(): Promise<void> {
    this.#attemptedAt = this.#deps.now()
    const work = this.#attempt().finally(() => {
      if (this.#running === work) this.#running = undefined
    })
    this.#running = work
    return work
  }

  async #attempt(): Promise<void> {
    try {
      await this.#fetchFirst()
      this.#fault = undefined
    } catch (error) {
      this.#fault = error instanceof Error ? error.message : String(error)
      this.#deps.log('a document of an issuer could not be read', { url: this.source, error })
      if (this.#usable() === undefined) await this.#takeCopy()
    }
  }

  async #fetchFirst(): Promise<void> {
    for (const [at, url] of this.#urls.entries()) {
      const fetchedAt = this.#deps.now()
      try {
        const text = await fetchText(this.#deps.fetch, url, { maxBytes })
        await this.#accept({ text, fetchedAt })
        return
      } catch (error) {
        if (at === this.#urls.length - 1) throw error
      }
    }
  }

  async #accept(copy: DocumentCopy): Promise<void> {
    const isSame = copy.text === this.#value?.text
    const parsed = isSame && this.#value ? this.#value.parsed : this.#parse(JSON.parse(copy.text))
    this.#value = { ...copy, parsed }
    if (isSame && copy.fetchedAt - this.#copiedAt < copyEveryMs) return
    this.#copiedAt = copy.fetchedAt
    await this.#deps.copies.write(this.source, copy).catch((error: unknown) => {
      this.#deps.log('a document of an issuer could not be copied', { url: this.source, error })
    })
  }

  /** Written by this gateway when it was good; what is older than 24 hours is never used. */
  async #takeCopy(): Promise<void> {
    try {
      const copy = await this.#deps.copies.read(this.source)
      if (copy !== undefined) this.#value = { ...copy, parsed: this.#parse(JSON.parse(copy.text)) }
    } catch (error) {
      this.#deps.log('the copy of a document could not be read', { url: this.source, error })
    }
  }
}

/** Longer than an attempt takes, with the copy after it. */
const waitMs = 4_000
