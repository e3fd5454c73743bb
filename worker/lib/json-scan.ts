const quote = 34
const colon = 58
const openBracket = 91
const backslash = 92
const closeBracket = 93
const openBrace = 123
const closeBrace = 125
const point = 46

const zero = 48
const nine = 57

/** What one reading of a JSON text shows before it is parsed. */
export interface JsonScan {
  /** Names of members. */
  readonly names: number
  /** There is a number that a double may not hold: sixteen characters or more, or an exponent. */
  readonly hasLongNumbers: boolean
}

/**
 * Undefined when arrays and objects nest deeper than `maxDepth`. Reads the text once, without parsing it: JSON.parse
 * itself accepts a million levels, which later overflow whoever recurses.
 */
export function scanJson(text: string, maxDepth: number): JsonScan | undefined {
  const { length } = text
  let depth = 0
  let names = 0
  let hasLongNumbers = false
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === quote) at = endOfString(text, at)
    else if (isDigit(code)) {
      const end = endOfNumber(text, at)
      hasLongNumbers ||= end - at > 15 || mayBeExponent(text.charCodeAt(end))
      at = end - 1
    } else if (code === colon) names += 1
    else if (code === openBrace || code === openBracket) {
      depth += 1
      if (depth > maxDepth) return undefined
    } else if (code === closeBrace || code === closeBracket) depth -= 1
  }
  return { names, hasLongNumbers }
}

/** Whether arrays and objects of a JSON text nest deeper than `maxDepth`. */
export function isDeeperThan(text: string, maxDepth: number): boolean {
  return scanJson(text, maxDepth) === undefined
}

/** Where digits and points end. */
function endOfNumber(text: string, start: number): number {
  let end = start + 1
  for (;;) {
    const code = text.charCodeAt(end)
    if (isDigit(code) || code === point) end += 1
    else return end
  }
}

function isDigit(code: number): boolean {
  return code >= zero && code <= nine
}

/** `e` or `E`. */
function mayBeExponent(code: number): boolean {
  return code === 101 || code === 69
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
