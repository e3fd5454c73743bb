import type { CompileDeps } from '../compile.ts'

/** Shorter ones are no secrets, and taking out every "v" would leave no text. */
const shortestChars = 4

/** Credentials that a call used, to be taken out of what is shown of its answer. */
export interface SeenCredentials {
  /** The longest form in which one may come back. Unit: bytes. */
  longest(): number
  /** The text, or what stands before `end` of it, without them. */
  redact(text: string, end?: number): string
}

/** The same deps, which note every secret that is read and every credential that is sent. */
export function watchCredentials(deps: CompileDeps): {
  readonly deps: CompileDeps
  readonly seen: SeenCredentials
} {
  const forms = new Set<string>()
  const note = (value: string) => {
    if (value.length >= shortestChars) for (const form of formsOf(value)) forms.add(form)
  }
  const { upstream, auth } = deps
  return {
    deps: {
      ...deps,
      upstream: {
        refusal: (url) => upstream.refusal(url),
        fetch(url, init) {
          credentialsIn(new Headers(init.headers)).forEach(note)
          return upstream.fetch(url, init)
        },
      },
      auth: {
        ...auth,
        secrets: {
          ...auth.secrets,
          async read(name, waitUntil) {
            const found = await auth.secrets.read(name, waitUntil)
            if (typeof found !== 'string') note(found.value)
            return found
          },
        },
      },
    },
    seen: {
      longest: () => Math.max(0, ...[...forms].map((form) => Buffer.byteLength(form))),
      redact: (text, end = text.length) => withoutForms(text, forms, end),
    },
  }
}

/** Takes out what belongs to a session or proves who somebody is, and every form of the credentials seen. */
export function shownHeaders(headers: Headers, seen: SeenCredentials): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      confidential.test(name) ? redacted : seen.redact(value),
    ]),
  )
}

const redacted = '[redacted]'
const confidential = /cookie|authorization|token|secret|api-?key|password|credential|session/

/** Basic, Bearer and their like: what follows the scheme. */
function credentialsIn(headers: Headers): string[] {
  const value = headers.get('authorization')
  return value === null ? [] : [value, value.slice(value.indexOf(' ') + 1)]
}

/** As services repeat what they got: as it is, in a URL, in JSON, in Basic or a data URL. */
function formsOf(value: string): string[] {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '')
  return [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1), base64]
}

/** What stands before `end` of a text; a form that begins before it is taken out whole. */
function withoutForms(text: string, forms: ReadonlySet<string>, end: number): string {
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
