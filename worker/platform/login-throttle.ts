import type { LoginThrottle } from '#durable-objects/login-throttle.ts'

import { hashSecret } from '../lib/secret.ts'

/** An address stands for many people behind one router: it gets this many times the free attempts. */
const addressFactor = 10
/** Programs behind one address retry a wrong key by themselves, so they get more. */
const callerFactor = 20

export interface LoginThrottlePort {
  /** Counts a wrong credential a caller of an endpoint sent; answers how long its address must wait. Unit: ms. */
  callerFailed(ipAddress: string): Promise<number>
  /** Counts an attempt before it is made, so that parallel guesses count too. `waitMs` above 0: do not make it. */
  attempt(
    account: string | undefined,
    ipAddress: string | null,
  ): Promise<{ readonly waitMs: number; succeeded(): Promise<void> }>
}

/** One object per account and one per address. Names are hashed: they reveal nothing and cannot collide. */
export function createLoginThrottle(
  namespace: DurableObjectNamespace<LoginThrottle>,
): LoginThrottlePort {
  const named = (kind: string, value: string) =>
    namespace.getByName(`${kind}:${hashSecret(value).slice(0, 32)}`)
  return {
    callerFailed: (ipAddress) => named('caller', ipAddress).attempt(callerFactor),
    async attempt(account, ipAddress) {
      const byAddress = named('ip', ipAddress ?? 'unknown')
      const byAccount = account === undefined ? undefined : named('account', account)
      const waits = await Promise.all([
        byAddress.attempt(addressFactor),
        byAccount?.attempt(1) ?? 0,
      ])
      return {
        waitMs: Math.max(...waits),
        async succeeded() {
          await Promise.all([byAddress.forgive(), byAccount?.clear()])
        },
      }
    },
  }
}
