import type { AuthPorts } from '#worker/auth/types.ts'

/** Authentication ports of an installation without any key. */
export const noAuthPorts: AuthPorts = {
  keys: { recall: () => undefined, verify: () => Promise.resolve('unknown') },
  usage: { note: () => undefined },
  failures: { waitMs: () => 0, note: () => undefined },
}
