/** Extra calls allowed for a hundred requests. */
const percent = 20
/** So many are allowed in any case: whoever called rarely could never retry otherwise. */
const always = 3
/** Beyond so many requests both counts are halved: what went well long ago allows no storm today. */
const memoryRequests = 500
/** Without a request for so long, everything is forgotten. */
const forgetAfterMs = 10_000

/**
 * Bounds the calls that retries and hedges add, of one integration in one isolate: at most 20 % of the requests, or
 * three. A share instead of a number of attempts keeps a failing upstream from getting a multiple of its load (Finagle's
 * RetryBudget, Envoy's retry_budget).
 */
export class RetryBudget {
  #requests = 0
  #retries = 0
  #lastAt = Number.NEGATIVE_INFINITY

  /** A request comes in. */
  request(now: number): void {
    if (now - this.#lastAt >= forgetAfterMs) this.#requests = this.#retries = 0
    this.#lastAt = now
    this.#requests += 1
    if (this.#requests < memoryRequests) return
    this.#requests /= 2
    this.#retries /= 2
  }

  /** Whole calls that may still be added. */
  get left(): number {
    const most = Math.max(always, Math.floor((this.#requests * percent) / 100))
    return Math.max(0, Math.floor(most - this.#retries))
  }

  /** Takes one; false: there is none left. */
  take(): boolean {
    if (this.left < 1) return false
    this.#retries += 1
    return true
  }
}
