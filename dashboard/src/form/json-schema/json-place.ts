/** Where a cursor stands in a JSON text that is still being written. */
export interface JsonPlace {
  readonly position: 'key' | 'value'
  /** Names and indexes from the root: to the object for a key, to the value itself for a value. */
  readonly path: readonly string[]
  /** The word at the cursor with its quotes; empty where nothing is written yet. */
  readonly from: number
  readonly to: number
}

interface Frame {
  readonly kind: '{' | '['
  key: string
  index: number
  awaits: 'key' | 'colon' | 'value' | 'comma'
}

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[^\s{}[\],:"]+|[{}[\],:]/g
const WORD_END = /^[\w$.#/-]*"?/

/**
 * Reads the text up to the cursor and forgives what is broken: only brackets, names and commas are looked at.
 * Undefined where neither a name nor a value can be written.
 */
export function placeAt(text: string, offset: number): JsonPlace | undefined {
  const frames: Frame[] = []
  let from = offset
  for (const match of text.slice(0, offset).matchAll(TOKEN)) {
    const [token] = match
    if (match.index + token.length === offset && isOpen(token)) {
      from = match.index
      break
    }
    read(frames, token)
  }
  const frame = frames.at(-1)
  const isWriting = from < offset
  if (frame === undefined || (!isWriting && frame.awaits === 'comma')) return undefined
  const path = frames.slice(0, -1).map(segmentOf)
  const to = isWriting ? wordEnd(text, from, offset) : offset
  if (frame.awaits === 'value') {
    return { position: 'value', path: [...path, segmentOf(frame)], from, to }
  }
  // A word where a comma is missing is a name all the same.
  const isName = frame.kind === '{' && frame.awaits !== 'colon'
  return isName ? { position: 'key', path, from, to } : undefined
}

const segmentOf = (frame: Frame): string => (frame.kind === '[' ? String(frame.index) : frame.key)

/** A word the cursor is still in: not a bracket, and not a text that was closed. */
const isOpen = (token: string): boolean =>
  !/^[{}[\],:]$/.test(token) && !(token.length > 1 && /^"(?:[^"\\]|\\.)*"$/.test(token))

function read(frames: Frame[], token: string): void {
  const frame = frames.at(-1)
  if (token === '{' || token === '[') {
    frames.push({ kind: token, key: '', index: 0, awaits: token === '{' ? 'key' : 'value' })
  } else if (token === '}' || token === ']') {
    frames.pop()
    const outer = frames.at(-1)
    if (outer !== undefined) outer.awaits = 'comma'
  } else if (frame !== undefined) readInside(frame, token)
}

function readInside(frame: Frame, token: string): void {
  if (token === ',') {
    frame.index++
    frame.awaits = frame.kind === '{' ? 'key' : 'value'
  } else if (token === ':') frame.awaits = 'value'
  else if (frame.kind === '{' && frame.awaits !== 'value') {
    frame.key = nameOf(token)
    frame.awaits = 'colon'
  } else frame.awaits = 'comma'
}

function nameOf(token: string): string {
  try {
    return String(JSON.parse(token))
  } catch {
    return token
  }
}

/** The rest of the word behind the cursor, with the quote that closes it. */
function wordEnd(text: string, from: number, offset: number): number {
  const rest = WORD_END.exec(text.slice(offset))?.[0] ?? ''
  const isQuoted = text[from] === '"'
  return offset + (isQuoted ? rest.length : rest.replace(/"$/, '').length)
}
