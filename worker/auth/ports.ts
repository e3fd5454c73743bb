import { Generation } from '../lib/generation.ts'
import { createFailureLog, type FailureLogDeps } from './failure-log.ts'
import type { Fetch } from '../lib/fetch-text.ts'
import { createIssuers } from './issuers.ts'
import { createKeyDirectory } from './key-directory.ts'
import { createKeyUsage, type KeyUsageDeps } from './key-usage.ts'
import type { DocumentCopies } from './remote-document.ts'
import { createSecretReader } from './secret-reader.ts'
import { TokenMemo } from './token-memo.ts'
import type { AuthPorts, KeySource, SecretSource } from './types.ts'

/** What the parts below need of the world. */
export interface AuthWorld {
  readonly source: KeySource
  readonly secrets: SecretSource
  /** The way out: refuses addresses that are not public hosts. */
  readonly upstream: Pick<AuthPorts, 'fetch' | 'refusal'>
  readonly copies: DocumentCopies
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void
  readonly throttle: FailureLogDeps['throttle']
  readonly writeUsage: KeyUsageDeps['write']
  readonly writeFailures: FailureLogDeps['write']
}

/** What authentication kinds are given, whatever keys are stored in. One per isolate. */
export function assembleAuthPorts(world: AuthWorld): AuthPorts {
  const { source, now, wait, log, throttle, upstream, copies } = world
  const fetch: Fetch = (url, init) => upstream.fetch(url, init)
  const generation = new Generation({
    read: () => source.generation(),
    now,
    failed: (error) => log('the state of credentials could not be read', { error }),
  })
  return {
    keys: createKeyDirectory({ source, generation, now, log }),
    usage: createKeyUsage({ now, wait, log, write: world.writeUsage }),
    failures: createFailureLog({ now, wait, log, throttle, write: world.writeFailures }),
    secrets: createSecretReader({ source: world.secrets, generation, now, log }),
    issuers: createIssuers({ fetch, copies, now, log }),
    tokens: new TokenMemo(),
    fetch,
    refusal: (url) => upstream.refusal(url),
  }
}
