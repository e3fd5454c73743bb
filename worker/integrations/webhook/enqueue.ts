import type { RequestContext } from '../../context.ts'
import { tooLate, withDeadline } from '../../lib/deadline.ts'
import { reject, type Rejection } from '../../rejection.ts'
import { notesOf } from '../resilience/notes.ts'
import type { DeliveryPlan } from './compile.ts'
import type { NewDelivery } from './types.ts'

/** A caller does not wait longer for a delivery to be written down. */
const enqueueTimeoutMs = 3_000

/** Writes a delivery down; undefined once it is. Whatever failed may be repeated: its id makes it one delivery. */
export async function enqueue(
  { ports, receiver }: DeliveryPlan,
  delivery: NewDelivery,
  ctx: RequestContext,
): Promise<Rejection | undefined> {
  const work = ports.queue.enqueue(receiver, delivery)
  // It goes on when it takes too long, and its failure is told below or by nobody.
  ctx.waitUntil(work.catch(() => undefined))
  try {
    const answer = await withDeadline(work, enqueueTimeoutMs)
    if (answer === 'full') return full
    if (answer !== tooLate)
      return noted(ctx, receiver.integrationId, { ...answer, id: delivery.id })
  } catch (error) {
    ports.log('a webhook could not be queued', { requestId: ctx.requestId, ...receiver, error })
  }
  return unavailable
}

function noted(ctx: RequestContext, integrationId: string, note: object): undefined {
  // Only now: until it is written down, the request has had no effect.
  ctx.isSent = true
  if (ctx.trace === undefined) return
  notesOf(ctx, integrationId).delivery = note
}

const retryAfter = { 'retry-after': '60' }
const full: Rejection = Object.freeze(reject('webhook_queue_full', { headers: retryAfter }))
const unavailable: Rejection = Object.freeze(
  reject('webhook_unavailable', { headers: { 'retry-after': '1' } }),
)
