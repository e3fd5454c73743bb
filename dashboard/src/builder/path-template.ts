/** A piece of a path template: literal text or a parameter with its braces. */
export interface PathPart {
  readonly text: string
  readonly isParameter: boolean
}

/** `/orders/{id}` → its literal and parameter pieces, for highlighting. */
export function pathParts(template: string): PathPart[] {
  return template
    .split(/(\{[^{}/]*\}|(?<=\/)\*$)/)
    .filter((text) => text !== '')
    .map((text) => ({ text, isParameter: text === '*' || /^\{.*\}$/.test(text) }))
}

/** Names expressions use: `{rest+}` is `rest`, a last `*` is `wildcard`. */
export function pathParameters(template: string): string[] {
  return pathParts(template)
    .filter((part) => part.isParameter)
    .map((part) => (part.text === '*' ? 'wildcard' : part.text.slice(1, -1).replace(/\+$/, '')))
}

/** A path a test can call: parameters filled with simple values. */
export function samplePath(template: string): string {
  return pathParts(template)
    .map((part) => (part.isParameter ? sampleValue(part.text) : part.text))
    .join('')
}

/** The URL of an endpoint with its path template, as something to call. */
export function sampleUrl(url: string, path: string): string {
  return url.slice(0, url.length - path.length) + samplePath(path)
}

const sampleValue = (text: string): string => (text === '*' || text.endsWith('+}') ? 'a/b' : '1')
