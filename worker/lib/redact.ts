/** Shorter ones are no secrets, and taking out every "v" would leave no text. */
const shortestChars = 4
export const redacted = '[redacted]'
const confidential = /cookie|authorization|token|secret|api[-_]?key|passw(or)?d|credential|session/i

/** True for names of headers, parameters and members that belong to a session or prove who somebody is. */
export const isConfidentialName = (name: string): boolean => confidential.test(name)

/** The forms in which services repeat what they got: as it is, in a URL, in JSON, in Basic or a data URL. Too short a text has none. */
export function formsOf(value: string): readonly string[] {
  if (value.length < shortestChars) return []
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '')
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), base64]
}

/** Basic, Bearer and their like: the value of the header, and what follows the scheme. */
export function credentialsIn(authorization: string): readonly string[] {
  return [authorization, authorization.slice(authorization.indexOf(' ') + 1)]
}

/** What stands before `end` of a text; a form that begins before it is taken out whole. */
export function withoutForms(text: string, forms: ReadonlySet<string>, end = text.length): string {
  if (forms.size === 0) return text.slice(0, end)
  const longestFirst = [...forms].sort((a, b) => b.length - a.length)
  const pattern = longestFirst.map((form) => form.replaceAll(/[^A-Za-z0-9]/g, quoted)).join('|')
  let shown = ''
  let at = 0
  // Percent-encoding is written in both cases.
  for (const { 0: found, index } of text.matchAll(new RegExp(pattern, 'gi'))) {
    if (index >= end) break
    shown += text.slice(at, index) + redacted
    at = index + found.length
  }
  return at >= end ? shown : shown + text.slice(at, end)
}

const quoted = (char: string): string => (/[\^$\\.*+?()[\]{}|/-]/.test(char) ? `\\${char}` : char)
