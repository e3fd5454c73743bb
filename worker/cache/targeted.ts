const key = '[a-z*][a-z0-9_.*-]*'
/** Integer, decimal, string, token, boolean and bytes (RFC 9651 3.3); no directive has a list or a date. */
const item = String.raw`-?\d{1,15}(?:\.\d{1,3})?|"(?:[ !#-\[\]-~]|\\["\\])*"|[A-Za-z*][!#$%&'*+.^_${'`'}|~\w:/-]*|\?[01]|:[A-Za-z0-9+/=]*:`
const parameters = String.raw`(?:; *${key}(?:=(?:${item}))?)*`
const member = new RegExp(String.raw`(${key})(?:=(${item}))?${parameters}`, 'y')
const separator = /[ \t]*,[ \t]*/y

const inSeconds = ['max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error']

/**
 * Reads CDN-Cache-Control (RFC 9213): a Dictionary of Structured Fields. Undefined when it is empty, is none, or a
 * number in it is none: then it counts as absent.
 */
export function readTargeted(text: string): ReadonlyMap<string, string | true> | undefined {
  const members = readDictionary(text.trim())
  if (members === undefined || members.size === 0) return undefined
  for (const name of inSeconds) {
    const value = members.get(name)
    if (value !== undefined && !/^\d+$/.test(value)) return undefined
  }
  return new Map([...members].map(([name, value]) => [name, plain(value)]))
}

/** Members with their values as they are written; `?0` says what absence says. */
function readDictionary(text: string): Map<string, string> | undefined {
  const members = new Map<string, string>()
  for (let at = 0; at < text.length;) {
    member.lastIndex = at
    const match = member.exec(text)
    if (match === null) return undefined
    const [, name = '', value = '?1'] = match
    members.delete(name)
    if (value !== '?0') members.set(name, value)
    at = member.lastIndex
    if (at === text.length) return members
    separator.lastIndex = at
    if (!separator.test(text) || separator.lastIndex === text.length) return undefined
    at = separator.lastIndex
  }
  return members
}

function plain(value: string): string | true {
  if (value === '?1') return true
  return value.startsWith('"') ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1') : value
}
