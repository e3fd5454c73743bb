import type { HeaderEntry, RequestContext, SharedCall } from '../context.ts'
import { conditionalHeaders } from '../lib/conditional-headers.ts'

/** Which headers of a caller reach services while the cache asks. Names in lower case. */
export interface ShareRules {
  readonly keyHeaders: readonly string[]
  /** `*`: all. */
  readonly passHeaders: readonly string[]
  readonly tellsConsumer: boolean
}

/** Makes of a request the call whose answer others may get. */
export type Share = (ctx: RequestContext, validators: readonly HeaderEntry[]) => SharedCall

/**
 * Only what tells answers apart reaches a service, so no caller can shape what others are given: headers of the key,
 * those the author vouches for, and credentials, whose answers are shared only when they say so (RFC 9111 3.5).
 */
export function compileShare({ keyHeaders, passHeaders, tellsConsumer }: ShareRules): Share {
  const passesAll = passHeaders.includes('*')
  const passed = new Set([...keyHeaders, ...passHeaders, ...credentials])
  return (ctx, validators) => ({
    headers: [
      ...ctx.headers.filter(([name]) => !ofTheCache.has(name) && (passesAll || passed.has(name))),
      ...validators,
    ],
    tellsConsumer,
    isConditional: validators.length > 0,
  })
}

const credentials = ['authorization', 'cookie']

/** The cache answers these itself: a service is asked for the whole answer. */
const ofTheCache: ReadonlySet<string> = new Set(conditionalHeaders)
