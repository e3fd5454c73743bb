import type { Adapter, AdapterPayload } from 'oidc-provider'

/** Where an authorisation server keeps what it issued, across new keys. */
export function tokenStore(): new (model: string) => Adapter {
  const kept = new Map<string, AdapterPayload>()
  return class TokenStore implements Adapter {
    readonly #model: string

    constructor(model: string) {
      this.#model = model
    }

    upsert(id: string, payload: AdapterPayload): Promise<void> {
      kept.set(this.#key(id), payload)
      return Promise.resolve()
    }

    find(id: string): Promise<AdapterPayload | undefined> {
      return Promise.resolve(kept.get(this.#key(id)))
    }

    findByUserCode(): Promise<undefined> {
      return Promise.resolve(undefined)
    }

    findByUid(): Promise<undefined> {
      return Promise.resolve(undefined)
    }

    consume(): Promise<void> {
      return Promise.resolve()
    }

    destroy(id: string): Promise<void> {
      kept.delete(this.#key(id))
      return Promise.resolve()
    }

    revokeByGrantId(grantId: string): Promise<void> {
      for (const [key, payload] of kept) if (payload.grantId === grantId) kept.delete(key)
      return Promise.resolve()
    }

    #key(id: string): string {
      return `${this.#model} ${id}`
    }
  }
}
