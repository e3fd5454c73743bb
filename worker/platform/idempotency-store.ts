import type { Idempotency, Verdict } from '#durable-objects/idempotency.ts'

import type { IdempotencyPorts, IdempotencyStore, KeyName } from '../idempotency/types.ts'

/** One object per caller and endpoint would be the limit of a busy caller (docs/decisions/0018). */
const objectsPerScope = 4

/** Ports of this instance, for callers. */
export function createIdempotencyPorts(
  namespace: DurableObjectNamespace<Idempotency>,
  log: IdempotencyPorts['log'],
): IdempotencyPorts {
  return {
    store: createIdempotencyStore(namespace),
    space: 'live',
    newOwner: () => crypto.randomUUID(),
    log,
  }
}

/** Never change `objectsPerScope` or the names: a key would be looked for where it is not. */
export function createIdempotencyStore(
  namespace: DurableObjectNamespace<Idempotency>,
): IdempotencyStore {
  const objectOf = ({ scope, key }: KeyName) => {
    const part = Number.parseInt(key.slice(0, 8), 16) % objectsPerScope
    return namespace.getByName(`${scope.slice(0, 32)}:${part}`)
  }
  // An object that fails breaks its stub, so a second try takes another one.
  const asked = async <T>(
    name: KeyName,
    ask: (object: DurableObjectStub<Idempotency>) => Promise<T>,
  ): Promise<T> => {
    try {
      return await ask(objectOf(name))
    } catch (error) {
      if (!mayRetry(error)) throw error
      return ask(objectOf(name))
    }
  }
  return {
    begin: (name, attempt) =>
      asked(name, async (object) => (await object.begin(name.key, attempt)) as Verdict),
    finish: (name, owner, outcome) =>
      asked(name, (object) => object.finish(name.key, owner, outcome)),
    abandon: (name, owner, isSent) =>
      asked(name, (object) => object.abandon(name.key, owner, isSent)),
  }
}

/** All three may be repeated: an owner that asks again gets what it got. An overloaded object is left alone. */
function mayRetry(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown }
  return retryable === true && overloaded !== true
}
