export interface JsonToken {
  readonly text: string
  readonly kind: 'key' | 'text' | 'literal' | 'plain'
}

const LARGE = 200_000

/** JSON text in pieces to colour. Beyond 200 000 characters it is one piece. */
export function jsonTokens(json: string): JsonToken[] {
  if (json.length > LARGE) return [{ text: json, kind: 'plain' }]
  return json
    .split(/("(?:[^"\\]|\\.)*"(?=\s*:)|"(?:[^"\\]|\\.)*"|\b(?:true|false|null)\b|-?\d[\d.eE+-]*)/)
    .filter((text) => text !== '')
    .map((text, index, all) => ({ text, kind: kindOf(text, all[index + 1]) }))
}

function kindOf(text: string, next: string | undefined): JsonToken['kind'] {
  if (text.startsWith('"')) return next?.startsWith(':') === true ? 'key' : 'text'
  return /^(true|false|null|-?\d.*)$/.test(text) ? 'literal' : 'plain'
}
