import { createIssuers } from '#worker/auth/issuers.ts'
import { TokenMemo } from '#worker/auth/token-memo.ts'
import type { AuthPorts } from '#worker/auth/types.ts'

const fetch = () => Promise.reject(new Error('nothing may be fetched here'))
const copies = { read: () => Promise.resolve(undefined), write: () => Promise.resolve() }

/** Authentication ports of an installation without any key or secret, and without a network. */
export const noAuthPorts: AuthPorts = {
  keys: { recall: () => undefined, verify: () => Promise.resolve('unknown') },
  usage: { note: () => undefined },
  secrets: { recall: () => undefined, read: () => Promise.resolve('missing') },
  failures: { waitMs: () => 0, note: () => undefined },
  issuers: createIssuers({ fetch, copies, now: () => 0, log: () => undefined }),
  tokens: new TokenMemo(),
  fetch,
  refusal: () => undefined,
}
