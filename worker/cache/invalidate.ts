import type { RequestContext } from '../context.ts'
import type { AfterWrite, Answer } from '../pipeline.ts'
import { isRejection } from '../rejection.ts'
import { readTarget } from '../request-target.ts'
import { pathTag } from './tags.ts'
import type { CachePorts } from './types.ts'

/**
 * A write that worked makes what is remembered of its path wrong, and of what it points to at the same host (RFC 9111
 * 4.4). The answer waits: whoever made the change sees it.
 */
export function compileInvalidation(ports: CachePorts): AfterWrite {
  return (ctx, answer) => invalidate(ctx, answer, [], ports)
}

/** Forgets these tags and the paths after a successful write (2xx or 3xx). Never rejects. */
export async function invalidate(
  ctx: RequestContext,
  answer: Answer,
  tags: readonly string[],
  { purges, log }: Pick<CachePorts, 'purges' | 'log'>,
  // oxlint-disable-next-line max-params -- one caller
): Promise<void> {
  if (isRejection(answer) || answer.status >= 400) return
  const paths = [ctx.path, ...pointedTo(ctx, answer.headers)]
  try {
    await purges.purge([...new Set([...tags, ...paths.map(pathTag)])])
  } catch (error) {
    log('what a write made wrong could not be forgotten', { requestId: ctx.requestId, error })
  }
}

/**
 * Paths that Location and Content-Location name at this host. A service that is called by the paths of its endpoints
 * does not know of the base path, so one without it counts too.
 */
function pointedTo({ request, path }: RequestContext, headers: Headers): string[] {
  const own = new URL(request.url)
  const basePath = own.pathname.endsWith(path) ? own.pathname.slice(0, -path.length) : ''
  return ['location', 'content-location'].flatMap((name) => {
    const value = headers.get(name)
    if (value === null || !URL.canParse(value, own.href)) return []
    const url = new URL(value, own.href)
    if (url.origin !== own.origin) return []
    const target = readTarget(new Request(url), isBelow(url.pathname, basePath) ? basePath : '')
    return isRejection(target) ? [] : [target.path]
  })
}

function isBelow(pathname: string, basePath: string): boolean {
  return pathname.startsWith(`${basePath}/`)
}
