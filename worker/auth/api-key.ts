import * as z from 'zod'

import { type ApiKeySettings, apiKeySettings, roles } from '#contract/authentication.ts'
import type { FailureReason } from '#contract/failure-reason.ts'

import type { RequestContext } from '../context.ts'
import { prefixOfApiKey } from '../lib/api-key-format.ts'
import { isInNetwork, readIpAddress } from '../lib/ip-network.ts'
import type { Kind } from '../kind.ts'
import type { Guard } from '../pipeline.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { bearerOf } from './bearer.ts'
import { challenge } from './challenge.ts'
import { type CredentialPlace, hideCredential, readCredential } from './credential.ts'
import { refuseMissingScopes } from './require-scopes.ts'
import { tooManyAttempts, unavailable } from './refusals.ts'
import type { AuthDeps, KnownKey } from './types.ts'

const config = z.looseObject({ type: z.literal('api-key'), settings: apiKeySettings, roles })

/** Callers with a key of a consumer. */
export const apiKey = {
  type: 'api-key',
  title: 'API key',
  config,
  compile: ({ settings }, deps) => new ApiKeyCheck(settings, deps).guard,
} satisfies Kind<typeof config, AuthDeps, Guard | undefined>

class ApiKeyCheck {
  readonly #deps: AuthDeps
  readonly #place: CredentialPlace
  readonly #forwards: boolean
  readonly #isBearer: boolean
  readonly #challenge: Readonly<Record<string, string>>
  readonly #missing: Rejection
  readonly #scopes: ReturnType<typeof refuseMissingScopes>

  constructor(settings: ApiKeySettings, deps: AuthDeps) {
    this.#deps = deps
    this.#place = { in: settings.in, name: settings.name }
    this.#forwards = settings.forwardCredential
    this.#isBearer = settings.in === 'header' && this.#place.name === 'authorization'
    this.#challenge = this.#isBearer ? challenge('Bearer') : challenge('ApiKey', { ...this.#place })
    const where = this.#isBearer
      ? 'the header authorization: Bearer <key>'
      : `the ${settings.in === 'header' ? 'header' : 'query parameter'} ${this.#place.name}`
    this.#missing = Object.freeze(
      reject('credentials_required', {
        detail: `Send an API key in ${where}`,
        headers: this.#challenge,
      }),
    )
    this.#scopes = refuseMissingScopes(
      settings.requiredScopes,
      this.#isBearer ? 'Bearer' : undefined,
    )
  }

  readonly guard: Guard = (ctx) => {
    const read = readCredential(ctx, this.#place)
    if (isRejection(read)) {
      this.#note(ctx, 'ambiguous', undefined, false)
      return read
    }
    const text = this.#isBearer ? bearerOf(read) : read
    if (text === undefined) return this.#missing
    if (!this.#forwards) hideCredential(ctx, this.#place)
    const known = this.#deps.keys.recall(text, ctx.waitUntil)
    return known === undefined ? this.#look(ctx, text) : this.#decide(ctx, known)
  }

  /** A key not seen before, or not since the last change. */
  async #look(ctx: RequestContext, text: string): Promise<Rejection | undefined> {
    const waitMs = this.#deps.failures.waitMs(ctx.clientIp)
    if (waitMs > 0) return tooManyAttempts(waitMs)
    const verdict = await this.#deps.keys.verify(text, ctx.waitUntil)
    if (verdict === 'unavailable') return unavailable
    if (verdict !== 'unknown') return this.#decide(ctx, verdict)
    const prefix = prefixOfApiKey(text)
    this.#note(ctx, prefix === undefined ? 'malformed_key' : 'unknown_key', prefix, true)
    return this.#invalid('Send a key as it was issued')
  }

  #decide(ctx: RequestContext, key: KnownKey): Rejection | undefined {
    const refusal = this.#stateOf(key, ctx.now()) ?? this.#permissionOf(key, ctx.clientIp)
    if (ctx.trace !== undefined)
      ctx.decision = { key: key.prefix, consumer: key.principal.id, refusedFor: refusal?.reason }
    this.#deps.usage.note(key.keyId, refusal !== undefined, ctx.waitUntil)
    if (refusal !== undefined) {
      this.#note(ctx, refusal.reason, key.prefix, false)
      return refusal.rejection
    }
    ctx.principal = key.principal
    return this.#scopes(ctx)
  }

  /** Whoever holds the key may know: only the right secret leads here. */
  #stateOf(key: KnownKey, now: number): Refusal | undefined {
    if (key.isRevoked) return this.#invalidFor('revoked', 'The key was revoked')
    if (!key.isConsumerActive)
      return this.#invalidFor('consumer_inactive', 'The consumer of the key is switched off')
    if (key.expiresAt !== undefined && now >= key.expiresAt)
      return this.#invalidFor('expired', `The key expired at ${isoTime(key.expiresAt)}`)
    if (key.notBefore !== undefined && now < key.notBefore)
      return this.#invalidFor('not_yet_valid', `The key is valid from ${isoTime(key.notBefore)}`)
    return undefined
  }

  #permissionOf(key: KnownKey, clientIp: string): Refusal | undefined {
    if (key.endpoints.length > 0 && !key.endpoints.includes(this.#deps.endpointId))
      return notPermitted('other_endpoint', 'The key is for other endpoints')
    if (key.allowedNetworks.length === 0) return undefined
    const address = readIpAddress(clientIp)
    return address !== undefined && key.allowedNetworks.some((net) => isInNetwork(address, net))
      ? undefined
      : notPermitted('other_network', 'The key is not for the address this request comes from')
  }

  #invalidFor(reason: FailureReason, detail: string): Refusal {
    return { reason, rejection: this.#invalid(detail) }
  }

  #invalid(detail: string): Rejection {
    const headers = this.#isBearer
      ? challenge('Bearer', { error: 'invalid_token', error_description: detail })
      : this.#challenge
    return reject('invalid_api_key', { detail, headers })
  }

  #note(
    ctx: RequestContext,
    reason: FailureReason,
    keyPrefix: string | undefined,
    mayBeGuess: boolean,
  ) {
    const { endpointId, failures } = this.#deps
    const { clientIp: ipAddress } = ctx
    const failure = { endpointId, kind: 'api-key', reason, keyPrefix, ipAddress, mayBeGuess }
    failures.note(failure, ctx.waitUntil)
  }
}

interface Refusal {
  readonly reason: FailureReason
  readonly rejection: Rejection
}

function notPermitted(reason: FailureReason, detail: string): Refusal {
  return { reason, rejection: reject('key_not_permitted', { detail }) }
}

function isoTime(at: number): string {
  return new Date(at).toISOString()
}
