import type { FindKey, KeySet } from './key-set.ts'
import type { IssuerMetadata, Issuers } from './issuers.ts'
import type { RemoteDocument } from './remote-document.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** The keys at the address that the metadata of an issuer names (RFC 8414 2, `jwks_uri`). */
export class DiscoveredKeys implements KeySet {
  readonly source: string
  readonly #issuers: Issuers
  readonly #metadata: RemoteDocument<IssuerMetadata>

  constructor(issuer: string, issuers: Issuers) {
    this.source = issuer
    this.#issuers = issuers
    this.#metadata = issuers.metadataOf(issuer)
  }

  known(waitUntil: WaitUntil): FindKey | undefined {
    return this.#at(this.#metadata.known(waitUntil))?.known(waitUntil)
  }

  async load(waitUntil: WaitUntil): Promise<FindKey | undefined> {
    return this.#at(await this.#metadata.load(waitUntil))?.load(waitUntil)
  }

  async renew(waitUntil: WaitUntil): Promise<FindKey | undefined> {
    return this.#at(await this.#metadata.load(waitUntil))?.renew(waitUntil)
  }

  fault(): string | undefined {
    return this.#metadata.fault() ?? this.#at(this.#metadata.latest())?.fault() ?? noKeys
  }

  #at(metadata: IssuerMetadata | undefined): KeySet | undefined {
    const url = metadata?.jwksUri
    return url === undefined ? undefined : this.#issuers.keysAt(url)
  }
}

const noKeys = 'Its metadata names no jwks_uri'
