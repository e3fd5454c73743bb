import type { CompileDeps } from '../compile.ts'
import {
  credentialsIn,
  formsOf,
  isConfidentialName,
  redacted,
  withoutForms,
} from '../lib/redact.ts'

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
    for (const form of formsOf(value)) forms.add(form)
  }
  const { upstream, auth } = deps
  return {
    deps: {
      ...deps,
      upstream: {
        refusal: (url) => upstream.refusal(url),
        fetch(url, init) {
          const authorization = new Headers(init.headers).get('authorization')
          if (authorization !== null) credentialsIn(authorization).forEach(note)
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
      redact: (text, end) => withoutForms(text, forms, end),
    },
  }
}

/** Takes out what belongs to a session or proves who somebody is, and every form of the credentials seen. */
export function shownHeaders(headers: Headers, seen: SeenCredentials): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [
      name,
      isConfidentialName(name) ? redacted : seen.redact(value),
    ]),
  )
}
