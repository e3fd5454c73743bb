import { scanTemplate, TemplateSyntaxError } from '../expression/scan.ts'

const longest = 200

/**
 * Host and path of a URL template, with a name in place of each expression: `api.example/orders/{id}`.
 * Nothing of a request, a query or a fragment is in it.
 */
export function targetOf(url: string): string {
  const text = pieces(url)
    .map((piece) => (typeof piece === 'string' ? piece : `{${nameOf(piece.source)}}`))
    .join('')
  const [address = ''] = text.split(/[?#]/, 1)
  return address.replace(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/]*@)?/i, '').slice(0, longest)
}

function pieces(url: string): ReturnType<typeof scanTemplate> {
  try {
    return scanTemplate(url)
  } catch (error) {
    if (error instanceof TemplateSyntaxError) return []
    throw error
  }
}

/** The last name of a plain path. */
function nameOf(source: string): string {
  return /^[\w.]*?(\w+)$/.exec(source.trim())?.[1] ?? '…'
}
