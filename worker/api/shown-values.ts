import { stringifyJson } from '../lib/stringify-json.ts'
import { maxJsonDepth } from '../limits.ts'

const maxShownChars = 65_536
const maxShownNodes = 20_000
/** All values of one answer together. */
const maxAllChars = 4_194_304

/** Values in an answer about a test: what is long is left out, so that the answer stays readable. */
export class Shown {
  private leftChars = maxAllChars

  of(value: unknown): unknown {
    if (value === undefined) return undefined
    const maxChars = Math.min(maxShownChars, this.leftChars)
    const text = stringifyJson(value, { maxChars, maxNodes: maxShownNodes, maxDepth: maxJsonDepth })
    if (text === undefined || text.length > maxChars) return { truncated: true }
    this.leftChars -= text.length
    return value
  }
}
