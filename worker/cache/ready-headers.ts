import { protect } from '../answer.ts'
import type { Told } from './reply.ts'

/** The headers of a stored answer as the runtime holds them: made anew when what is told changes, once a second at most. */
export class ReadyHeaders {
  readonly #make: (told: Told) => [string, string][]
  #age: number | undefined
  #status = ''
  #headers = new Headers()

  constructor(make: (told: Told) => [string, string][]) {
    this.#make = make
  }

  /** To be copied, not written to. */
  telling(told: Told): Headers {
    if (told.status !== this.#status || told.age !== this.#age) {
      this.#headers = protect(new Headers(this.#make(told)))
      this.#status = told.status
      this.#age = told.age
    }
    return this.#headers
  }
}
