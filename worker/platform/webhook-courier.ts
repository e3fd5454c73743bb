import type { Message, Outcome, SendingPlan } from '#durable-objects/webhook-delivery-types.ts'
import type { Notice, Subject } from '#durable-objects/webhook-facts.ts'

import { commit } from '../db/commit.ts'
import { openDatabase } from '../db/database.ts'
import { parseSettings } from '../env.ts'
import { sendWebhook } from '../integrations/webhook/send.ts'
import { boundedD1 } from './d1.ts'
import { createUpstream } from './egress.ts'
import { createIds } from './id.ts'
import { createLog } from './log.ts'
import { createSecretSource } from './secret-source.ts'
import { createVault } from './vault.ts'

/** What the queue of a receiver needs of the outside. */
export interface Courier {
  /** One attempt. Never rejects. */
  send(message: Message, plan: SendingPlan): Promise<Outcome>
  /** Writes into the audit log that a receiver was disabled, once. False: try again. */
  tell(notice: Notice, subject: Subject): Promise<boolean>
  newNoticeId(): string
}

/** An attempt waits no longer for its secrets. */
const d1TimeoutMs = 3_000

/** The composition root of the objects that deliver: the same way out, and the same vault, as for every call. */
export function createCourier(env: Env): Courier {
  const settings = parseSettings(env)
  const now = () => Date.now()
  const log = createLog(now)
  const newId = createIds(now)
  const db = openDatabase(boundedD1(env.DB, d1TimeoutMs))
  const vault = createVault({ ...settings, randomBytes: noBytes })
  const upstream = createUpstream({ ...settings, fetch: (input, init) => fetch(input, init) })
  const deps = { upstream, secrets: createSecretSource(db, vault), now, log }
  return {
    send: (message, plan) => sendWebhook(message, plan, deps),
    newNoticeId: () => newId('audit'),
    async tell({ id, at, reason }, { endpointId, integrationId }) {
      const entry = {
        id,
        at,
        actorId: 'system',
        actorName: 'Ecluse',
        action: 'webhook.disable',
        targetType: 'endpoint',
        targetId: endpointId,
        targetName: integrationId,
        details: { integration: integrationId, reason },
        ipAddress: null,
      }
      log('a webhook receiver was disabled', { endpointId, integrationId, reason })
      try {
        await commit(db, entry, { statements: [] })
        return true
      } catch (error) {
        log('that a webhook receiver was disabled could not be recorded', { ...entry, error })
        return false
      }
    },
  }
}

/** Here secrets are opened, never sealed. */
function noBytes(): never {
  throw new Error('nothing is sealed here')
}
