import type { AuthPorts } from '#worker/auth/types.ts'

/** Authentication ports of an installation without any key or secret. */
export const noAuthPorts: AuthPorts = {
  keys: { recall: () => undefined, verify: () => Promise.resolve('unknown') },
  usage: { note: () => undefined },
  secrets: { recall: () => undefined, read: () => Promise.resolve('missing') },
  failures: { waitMs: () => 0, note: () => undefined },
}
