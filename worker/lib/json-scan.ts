const quote = 34
const colon = 58
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125

/**
 * How many names of members a JSON text has; undefined when its arrays and objects nest deeper than `maxDepth`.
 * Reads the text once, without parsing it: JSON.parse itself accepts a million levels, which later overflow
 * whoever recurses.
 */
export function countNames(text: string, maxDepth: number): number | undefined {
  const { length } = text
  let depth = 0
  let names = 0
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (code === colon) names += 1
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > maxDepth) return undefined
    } else if (code === closeBrace || code === closeBracket) depth -= 1
  }
  return names
}

/** Whether arrays and objects of a JSON text nest deeper than `maxDepth`. */
export function isDeeperThan(text: string, maxDepth: number): boolean {
  return countNames(text, maxDepth) === undefined
}

/** Index of the quote that closes the string which opens at `start`; the length of the text when none does. */
export function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end === -1 ? text.length : end
}

/** An odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let first = at
  while (text.charCodeAt(first - 1) === backslash) first -= 1
  return (at - first) % 2 === 1
}
