import { reject, type Rejection } from '../rejection.ts'

const refusal = (detail: string) => Object.freeze(reject('malformed_path', { detail }))
const badCharacter = refusal('The path holds a character that must be percent-encoded')
const emptySegment = refusal('The path holds an empty segment (//)')
const dotSegment = refusal('The path holds a dot segment')
const badEncoding = refusal('The path holds a percent sign without two hexadecimal digits')
const hiddenDelimiter = refusal('The path holds an encoded slash, backslash or control character')
const badUtf8 = refusal('The encoded characters of the path are not UTF-8')

const slash = 47
const dot = 46
const percent = 37
const backslash = 92

/**
 * The one form in which paths are matched and forwarded: RFC 3986 6.2.2, so unreserved characters are
 * decoded and all other percent-encodings are in upper case. What a later decoder could read as another
 * path is refused: encoded `/`, `\` and control characters, `//`, dot segments, anything but UTF-8.
 */
export function normalisePath(path: string): string | Rejection {
  const encodedAt = path.indexOf('%')
  if (encodedAt === -1) return findFault(path) ?? path
  const normalised = decodeUnreserved(path, encodedAt)
  if (typeof normalised !== 'string') return normalised
  return findFault(normalised) ?? (isUtf8(normalised) ? normalised : badUtf8)
}

function findFault(path: string): Rejection | undefined {
  let previous = 0
  for (let at = 0; at < path.length; at += 1) {
    const code = path.charCodeAt(at)
    if (code <= 32 || code >= 127 || code === backslash) return badCharacter
    if (previous === slash) {
      if (code === slash) return emptySegment
      if (code === dot && isDotSegment(path, at)) return dotSegment
    }
    previous = code
  }
  return undefined
}

function isDotSegment(path: string, start: number): boolean {
  const next = path.charCodeAt(start + 1) === dot ? start + 2 : start + 1
  return next === path.length || path.charCodeAt(next) === slash
}

function decodeUnreserved(path: string, firstAt: number): string | Rejection {
  let result = path.slice(0, firstAt)
  for (let at = firstAt; at < path.length; at += 1) {
    if (path.charCodeAt(at) !== percent) {
      result += path.charAt(at)
      continue
    }
    const octet = octetAt(path, at + 1)
    if (octet === undefined) return badEncoding
    if (isHiddenDelimiter(octet)) return hiddenDelimiter
    result += isUnreserved(octet)
      ? String.fromCharCode(octet)
      : path.slice(at, at + 3).toUpperCase()
    at += 2
  }
  return result
}

function octetAt(path: string, at: number): number | undefined {
  const high = hexDigit(path.charCodeAt(at))
  const low = hexDigit(path.charCodeAt(at + 1))
  return high === undefined || low === undefined ? undefined : high * 16 + low
}

function hexDigit(code: number): number | undefined {
  if (code >= 48 && code <= 57) return code - 48
  const letter = code | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : undefined
}

function isHiddenDelimiter(octet: number): boolean {
  return octet < 32 || octet === 127 || octet === slash || octet === backslash
}

/** ALPHA / DIGIT / "-" / "." / "_" / "~" (RFC 3986 2.3). */
function isUnreserved(octet: number): boolean {
  const letter = octet | 32
  return (
    (letter >= 97 && letter <= 122) ||
    (octet >= 48 && octet <= 57) ||
    octet === 45 ||
    octet === dot ||
    octet === 95 ||
    octet === 126
  )
}

function isUtf8(path: string): boolean {
  try {
    // Compared with something: a bundler drops a call of a built-in whose result nobody reads.
    return decodeURIComponent(path) !== undefined
  } catch {
    return false
  }
}
