import { Lru } from '../lib/lru.ts'
import type { SureVerdict } from './token-verdict.ts'

/** Tokens an isolate remembers: with the longest accepted, 32 MiB of its 128. */
const rememberedTokens = 4_000
/** Endpoints one token is remembered for. */
const rememberedUses = 8

export interface RememberedVerdict {
  readonly basis: unknown
  readonly verdict: SureVerdict
  readonly validUntilMs: number
}

/** Verdicts on tokens, each for who judged it: the same token may be right for one endpoint only. */
export class TokenMemo {
  readonly #byToken = new Lru<string, Map<object, RememberedVerdict>>(rememberedTokens)

  get(judge: object, token: string): RememberedVerdict | undefined {
    return this.#byToken.get(token)?.get(judge)
  }

  set(judge: object, token: string, remembered: RememberedVerdict): void {
    let verdicts = this.#byToken.get(token)
    if (verdicts === undefined || verdicts.size >= rememberedUses) {
      verdicts = new Map()
      this.#byToken.set(token, verdicts)
    }
    verdicts.set(judge, remembered)
  }
}
