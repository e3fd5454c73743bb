import type {
  DeliveryDetail,
  DeliveryRow,
  Redirected,
  ReceiverReport,
} from '#durable-objects/webhook-delivery-types.ts'
import type { WebhookDelivery } from '#durable-objects/webhook-delivery.ts'

import { receiverName } from '../integrations/webhook/name.ts'
import type { WebhookPorts, WebhookReceiver } from '../integrations/webhook/types.ts'
import type { Log } from './log.ts'

type Namespace = Pick<DurableObjectNamespace<WebhookDelivery>, 'getByName'>

/** For isolates: one object for each receiver. */
export function createWebhookPorts(namespace: Namespace, log: Log): WebhookPorts {
  return {
    queue: {
      async enqueue(receiver, delivery) {
        // An object that fails breaks its stub, so a second try takes another one; the id makes it one delivery.
        const enqueue = () => namespace.getByName(receiverName(receiver)).enqueue(delivery)
        try {
          return await enqueue()
        } catch (error) {
          if (!mayRetry(error)) throw error
          return enqueue()
        }
      },
    },
    space: 'live',
    log,
  }
}

/** An overloaded object is left alone. */
function mayRetry(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown }
  return retryable === true && overloaded !== true
}

type Methods = WebhookDelivery

/** For operators. */
export interface WebhookControl {
  list(of: WebhookReceiver, page: Parameters<Methods['list']>[0]): Promise<readonly DeliveryRow[]>
  find(of: WebhookReceiver, id: string): Promise<DeliveryDetail | undefined>
  report(of: WebhookReceiver): Promise<ReceiverReport>
  replay(of: WebhookReceiver, id: string, to: Redirected): ReturnType<Methods['replay']>
  replayFailed(
    of: WebhookReceiver,
    since: number,
    to: Redirected,
  ): ReturnType<Methods['replayFailed']>
  set(of: WebhookReceiver, state: 'enabled' | 'disabled', by: string): Promise<ReceiverReport>
}

export function createWebhookControl(namespace: Namespace): WebhookControl {
  const objectOf = (receiver: WebhookReceiver) => namespace.getByName(receiverName(receiver))
  return {
    list: async (of, page) => objectOf(of).list(page),
    find: async (of, id) => (await objectOf(of).find(id)) as DeliveryDetail | undefined,
    report: async (of) => (await objectOf(of).report()) as ReceiverReport,
    replay: async (of, id, to) => objectOf(of).replay(id, to),
    replayFailed: async (of, since, to) => objectOf(of).replayFailed(since, to),
    set: async (of, state, by) => (await objectOf(of).set(state, by)) as ReceiverReport,
  }
}
