const quote = 34
const backslash = 92
const openBracket = 91
const openBrace = 123
const closeBracket = 93
const closeBrace = 125

/**
 * Whether arrays and objects of a JSON text nest deeper than `limit`. Reads the text once, without
 * parsing it: JSON.parse itself accepts a million levels, which later overflow whoever recurses.
 */
export function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > limit) return true
    } else if (code === closeBrace || code === closeBracket) depth -= 1
  }
  return false
}

/** Index of the quote that closes the string which opens at `start`. */
export function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === quote) return at
    at += code === backslash ? 2 : 1
  }
  return at
}
