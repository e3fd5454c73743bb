import type { CompileDeps } from '#worker/compile.ts'

/** Authentication ports of an installation without keys, secrets and identity providers. */
export const noAuthPorts: CompileDeps['auth'] = {
  now: () => Date.now(),
  keys: { generation: 0, find: () => 'unknown', noteUse: () => undefined },
  failures: { waitMs: () => 0, note: () => undefined },
  fetchText: () => Promise.reject(new Error('no identity provider in this test')),
  secret: () => Promise.resolve(undefined),
}
