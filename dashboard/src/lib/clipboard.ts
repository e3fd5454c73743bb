/** A string as one word of a POSIX shell. */
export function shellQuote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** curl command for a request; the method is left out when it is what curl sends anyway. */
export function curlOf(request: {
  readonly method: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | undefined
}): string {
  const parts = ['curl']
  if (request.method !== 'GET') parts.push('-X', request.method)
  parts.push(shellQuote(request.url))
  for (const [name, value] of Object.entries(request.headers ?? {})) {
    parts.push('-H', shellQuote(`${name}: ${value}`))
  }
  if (request.body !== undefined) parts.push('--data', shellQuote(request.body))
  return parts.join(' ')
}
