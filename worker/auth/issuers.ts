import { createLocalJWKSet, type JWK } from 'jose'

import { isRecord } from '#contract/is-record.ts'

import { isConfidential } from '../lib/confidential-url.ts'
import { Lru } from '../lib/lru.ts'
import { weaknessOf } from './key-material.ts'
import type { FindKey, KeySet } from './key-set.ts'
import { type DocumentDeps, RemoteDocument } from './remote-document.ts'

/** Documents an isolate keeps, of each kind. */
const rememberedDocuments = 500

/** What an authorisation server says of itself (RFC 8414 2). */
export interface IssuerMetadata {
  readonly jwksUri: string | undefined
  readonly introspectionEndpoint: string | undefined
}

/** Documents of issuers, one of each for all endpoints that name it. */
export interface Issuers {
  /** The public keys at this URL (RFC 7517 5). */
  keysAt(url: string): KeySet
  /** The metadata of this issuer, which must call itself exactly so (RFC 8414 3.3). */
  metadataOf(issuer: string): RemoteDocument<IssuerMetadata>
}

export function createIssuers(deps: DocumentDeps): Issuers {
  const keySets = new Lru<string, KeySet>(rememberedDocuments)
  const metadata = new Lru<string, RemoteDocument<IssuerMetadata>>(rememberedDocuments)
  return {
    keysAt: (url) => kept(keySets, url, () => new RemoteDocument([url], readKeySet, deps)),
    metadataOf: (issuer) =>
      kept(metadata, issuer, () => {
        const read = (document: unknown) => readMetadata(document, issuer)
        return new RemoteDocument(metadataUrls(issuer), read, deps)
      }),
  }
}

/** RFC 8414 3.1 puts the name before the path of the issuer, OpenID Connect Discovery 4 after it. */
export function metadataUrls(issuer: string): readonly [string, ...string[]] {
  const { origin, pathname } = new URL(issuer)
  const path = pathname.replace(/\/$/, '')
  return [
    `${origin}/.well-known/oauth-authorization-server${path}`,
    `${origin}${path}/.well-known/openid-configuration`,
  ]
}

/** Keys that must not be used are left out: a set may hold some for other purposes. */
function readKeySet(document: unknown): FindKey {
  const keys: unknown = isRecord(document) ? document['keys'] : undefined
  if (!Array.isArray(keys)) throw new Error('It is no key set: "keys" is missing')
  const usable = keys.filter((key: unknown) => isRecord(key) && weaknessOf(key) === undefined)
  return createLocalJWKSet({ keys: usable as JWK[] })
}

function readMetadata(document: unknown, issuer: string): IssuerMetadata {
  if (!isRecord(document)) throw new Error('Its metadata is no JSON object')
  if (document['issuer'] !== issuer)
    throw new Error(`Its metadata is of another issuer: ${JSON.stringify(document['issuer'])}`)
  return {
    jwksUri: addressOf(document, 'jwks_uri'),
    introspectionEndpoint: addressOf(document, 'introspection_endpoint'),
  }
}

function addressOf(metadata: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = metadata[name]
  if (typeof value !== 'string') return undefined
  if (!isConfidential(value)) throw new Error(`Its metadata names a ${name} without https`)
  return value
}

function kept<Value>(known: Lru<string, Value>, key: string, make: () => Value): Value {
  let value = known.get(key)
  if (value === undefined) {
    value = make()
    known.set(key, value)
  }
  return value
}
