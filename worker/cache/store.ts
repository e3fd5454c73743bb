import { readUpTo } from '../lib/read-up-to.ts'
import { maxStoredAnswerBytes, maxVariants } from '../limits.ts'
import { reject, type Rejection } from '../rejection.ts'
import { type CacheCall, isAlive } from './call.ts'
import { usableUntil, validatorsOf } from './entry.ts'
import { field } from './freshness.ts'
import { obstacle, storable } from './storability.ts'
import type { StoredAnswer, StoredAnswers } from './types.ts'
import { sameSelection, selecting } from './vary.ts'

/** A stale answer that may still be of use is kept this much longer: asking about it is cheaper than asking for it. */
const askableMs = 86_400_000

/** When a request was sent and when the head of its answer arrived, in milliseconds since the epoch. */
export interface Exchanged {
  readonly requestedAt: number
  readonly receivedAt: number
}

/** What became of an answer: stored, or with the reason why not and still to be read. */
export type Taken =
  | { readonly stored: StoredAnswer }
  | { readonly response: Response; readonly why: string }

/** Reads an answer that may be stored. A body that breaks off is a refusal. */
export async function takeAnswer(
  call: CacheCall,
  response: Response,
  times: Exchanged,
): Promise<Taken | Rejection> {
  const { status } = response
  const all = [...response.headers]
  const why = obstacle(status, all, call.hasCredentials)
  if (why !== undefined) return { response, why }
  const head = { status, headers: storable(all), ...times }
  const expiresAt = expiryOf(call, head)
  if (expiresAt <= times.receivedAt) return { response, why: 'not-fresh' }
  const length = Number(field(all, 'content-length') ?? 0)
  if (length > maxStoredAnswerBytes) return { response, why: 'too-large' }
  try {
    const body = await bodyOf(response)
    if (body instanceof ReadableStream)
      return { response: new Response(body, response), why: 'too-large' }
    return { stored: completed(call, { ...head, body, expiresAt }) }
  } catch (error) {
    return reject('upstream_invalid_response', {
      detail: 'The answer broke off',
      internal: error,
    })
  }
}

/** A stored answer with what a 304 says of it now (RFC 9111 3.2, 4.3.4); undefined: it may not be kept. */
export function renewed(
  call: CacheCall,
  old: StoredAnswer,
  answer: Response,
  times: Exchanged,
  // oxlint-disable-next-line max-params -- one caller
): StoredAnswer {
  const fresh = storable([...answer.headers]).filter(([name]) => !ofTheContent.has(name))
  const replaced = new Set(fresh.map(([name]) => name))
  // Of the exchange, not of the answer: what the 304 does not say anew is gone.
  for (const name of ['age', 'cache-status', 'set-cookie']) replaced.add(name)
  const headers = [
    ...old.headers.filter(([name]) => !replaced.has(name)),
    ...fresh.filter(([name]) => name !== 'set-cookie'),
  ]
  const head = { status: old.status, headers, ...times }
  return { ...old, ...head, expiresAt: expiryOf(call, head), generation: call.generation }
}

/** All answers of a key with this one in the place of the one it follows. */
export function withAnswer(
  call: CacheCall,
  known: StoredAnswers | undefined,
  stored: StoredAnswer,
): StoredAnswers {
  const others = (known ?? []).filter(
    (other) => !sameSelection(other.vary, stored.vary) && isAlive(call, other),
  )
  return [stored, ...others].slice(0, maxVariants)
}

/** What describes the bytes that are stored stays with them. */
const ofTheContent: ReadonlySet<string> = new Set([
  'content-encoding',
  'content-length',
  'content-range',
  'content-type',
])

type Head = Exchanged & Pick<StoredAnswer, 'status' | 'headers'>

function completed(
  call: CacheCall,
  rest: Head & Pick<StoredAnswer, 'body' | 'expiresAt'>,
): StoredAnswer {
  const { plan, ctx, generation } = call
  return { ...rest, vary: selecting(rest.headers, ctx), tags: plan.tagsOf(ctx), generation }
}

function expiryOf({ plan }: CacheCall, head: Head): number {
  const { terms } = plan.entryOf({ ...head, body: empty, ...unknown })
  if (!terms.lasts) return 0
  // A caller may accept it as it is, or the service may confirm it.
  const isAccepted = plan.honours && !terms.forbidsStale
  const canBeAsked = plan.revalidates && validatorsOf(head.headers).length > 0
  const askableUntil =
    isAccepted || canBeAsked ? Math.max(terms.freshUntil, head.receivedAt) + askableMs : 0
  return Math.max(usableUntil(terms), askableUntil)
}

const empty = new Uint8Array()
const unknown = { vary: [], tags: [], generation: 0, expiresAt: 0 }

async function bodyOf(
  response: Response,
): Promise<Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>> {
  return response.body === null ? empty : readUpTo(response.body, maxStoredAnswerBytes)
}
