import type { FailureCount } from '#worker/auth/failure-log.ts'
import type { UsageCount } from '#worker/auth/key-usage.ts'
import { assembleAuthPorts } from '#worker/auth/ports.ts'
import type { DocumentCopy } from '#worker/auth/remote-document.ts'
import type { AuthPorts, KnownKey, KnownSecret } from '#worker/auth/types.ts'
import { newApiKey } from '#worker/lib/api-key-format.ts'
import { readIpNetwork } from '#worker/lib/ip-network.ts'
import { hashSecret } from '#worker/lib/secret.ts'
import { createUpstream } from '#worker/platform/egress.ts'

interface IssuedSettings extends Partial<
  Omit<KnownKey, 'keyId' | 'prefix' | 'hash' | 'allowedNetworks' | 'principal'>
> {
  readonly allowedIps?: readonly string[]
  readonly roles?: readonly string[]
  readonly scopes?: readonly string[]
}

/** Keys and secrets in memory behind the real ports, and a clock and a storage the test plays. Several isolates may share it. */
export class KnownKeys {
  nowMs = Date.parse('2026-11-24T09:00:00Z')
  isDown = false
  generation = 1
  /** Questions to storage. */
  reads: string[] = []
  readonly keys = new Map<string, KnownKey>()
  /** By name; `setSecret` changes them. */
  readonly secrets = new Map<string, string>()
  readonly failures: FailureCount[] = []
  readonly usage: UsageCount[] = []
  readonly logged: unknown[] = []
  /** Answers of issuers. */
  fetch: (request: Request) => Response | Promise<Response> = () =>
    new Response(null, { status: 404 })
  /** Last good documents, as they outlive an isolate. */
  readonly copies = new Map<string, DocumentCopy>()
  /** What the throttle answers. Unit: ms. */
  throttle: () => number = () => 0
  readonly now = (): number => this.nowMs

  /** A key of consumer `con_1`; its text. */
  issue(settings: IssuedSettings = {}): string {
    return this.issueAs(newApiKey(), settings)
  }

  /** The same with a text of the test's own. */
  issueAs(
    { key, prefix }: { readonly key: string; readonly prefix: string },
    { allowedIps = [], roles = [], scopes = [], ...more }: IssuedSettings = {},
  ): string {
    this.keys.set(prefix, {
      keyId: `key_${this.keys.size + 1}`,
      prefix,
      hash: hashSecret(key),
      notBefore: undefined,
      expiresAt: undefined,
      isRevoked: false,
      allowedNetworks: allowedIps.map((text) => readIpNetwork(text) ?? fail(text)),
      endpoints: [],
      isConsumerActive: true,
      principal: { id: 'con_1', roles, scopes, claims: { name: 'Ada' }, keyPrefix: prefix },
      ...more,
    })
    this.generation += 1
    return key
  }

  change(key: string, more: Partial<KnownKey>): void {
    const prefix = key.slice(0, 14)
    const known = this.keys.get(prefix)
    if (known !== undefined) this.keys.set(prefix, { ...known, ...more })
    this.generation += 1
  }

  /** Undefined deletes it. */
  setSecret(name: string, value: string | undefined): void {
    if (value === undefined) this.secrets.delete(name)
    else this.secrets.set(name, value)
    this.generation += 1
  }

  /** The ports of one isolate. What is written later is written at once. */
  ports(): AuthPorts {
    return assembleAuthPorts({
      source: {
        generation: () => this.#read('generation', this.generation),
        find: (prefix) => this.#read(prefix, this.keys.get(prefix)),
      },
      secrets: { find: (name) => this.#read(`secret ${name}`, secretOf(this.secrets.get(name))) },
      upstream: createUpstream({
        fetch: (async (url: string, init: RequestInit) =>
          this.fetch(new Request(url, init))) as typeof globalThis.fetch,
        allowedPrivateHosts: [],
      }),
      copies: {
        read: (url) => Promise.resolve(this.copies.get(url)),
        write: (url, copy) => Promise.resolve(void this.copies.set(url, copy)),
      },
      now: this.now,
      wait: () => Promise.resolve(),
      log: (message, details) => this.logged.push({ message, ...details }),
      throttle: () => Promise.resolve(this.throttle()),
      writeUsage: (counts) => Promise.resolve(void this.usage.push(...counts)),
      writeFailures: (failures) => Promise.resolve(void this.failures.push(...failures)),
    })
  }

  #read<T>(question: string, value: T): Promise<T> {
    this.reads.push(question)
    return this.isDown ? Promise.reject(new Error('D1 is down')) : Promise.resolve(value)
  }
}

/** A secret of before there were origins: whatever sent it goes on doing so. */
function secretOf(value: string | undefined): KnownSecret | undefined {
  return value === undefined ? undefined : { value, allowedOrigins: null }
}

function fail(text: string): never {
  throw new Error(`not a network: ${text}`)
}
