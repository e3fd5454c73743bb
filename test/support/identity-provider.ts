import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { exportJWK, generateKeyPair, type JWK } from 'jose'
import { type KoaContextWithOIDC, Provider } from 'oidc-provider'

import { tokenStore } from './token-store.ts'

export type TokenForm = 'jwt' | 'opaque'

/** All that a user who signs in gets. */
export interface UserTokens {
  readonly access_token: string
  readonly id_token: string
  readonly refresh_token: string
}

export const clients = {
  robot: 'secret of the robot, which nobody may guess',
  gateway: 'secret of the gateway, which nobody may guess',
} as const

/** A certified authorisation server on loopback, whose keys can be rotated and which can be stopped and started. */
export class IdentityProvider {
  readonly #port: number
  readonly #store = tokenStore()
  #server: Server
  #keys: JWK[]
  #provider: Provider
  /** Requests by path. */
  readonly asked: string[] = []

  private constructor(server: Server, keys: JWK[]) {
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
    this.#keys = keys
    this.#provider = this.#build()
    this.#serve()
  }

  static async start(): Promise<IdentityProvider> {
    const server = createServer()
    await listening(server, 0)
    return new IdentityProvider(server, [await newKey('key-0')])
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  get jwksUrl(): string {
    return `${this.issuer}/jwks`
  }

  /** Signs with a new key from now on; the old ones stay published. */
  async rotate(kid: string): Promise<void> {
    this.#keys = [await newKey(kid), ...this.#keys]
    this.#provider = this.#build()
  }

  /** Takes every key out but the one that signs. */
  retireOldKeys(): void {
    this.#keys = this.#keys.slice(0, 1)
    this.#provider = this.#build()
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async startAgain(): Promise<void> {
    this.#server = createServer()
    this.#serve()
    await listening(this.#server, this.#port)
  }

  /** An access token of the robot for this resource (RFC 8707). */
  async token(resource: string, form: TokenForm, scope = 'orders:read'): Promise<string> {
    const answer = await this.#post('/token', 'robot', {
      grant_type: 'client_credentials',
      resource: `${resource}?${form}`,
      scope,
    })
    return String(answer['access_token'])
  }

  /** What user `ada` gets who signs in at the robot. */
  async userTokens(resource: string, form: TokenForm): Promise<UserTokens> {
    const grant = { grant_type: 'urn:test:user', resource: `${resource}?${form}` }
    return (await this.#post('/token', 'robot', grant)) as unknown as UserTokens
  }

  async revoke(token: string): Promise<void> {
    await this.#post('/token/revocation', 'robot', { token })
  }

  async #post(
    path: string,
    client: keyof typeof clients,
    form: Record<string, string>,
  ): Promise<Record<string, unknown>> {
    const response = await fetch(this.issuer + path, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client}:${encoded(clients[client])}`)}` },
      body: new URLSearchParams(form),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`)
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  }

  #serve(): void {
    this.#server.on('request', (request, response) => {
      this.asked.push(request.url ?? '')
      // A connection kept open would outlive the stop, and fail the first request after it.
      response.setHeader('connection', 'close')
      void this.#provider.callback()(request, response)
    })
  }

  #build(): Provider {
    const provider = new Provider(this.issuer, {
      adapter: this.#store,
      jwks: { keys: this.#keys as never },
      clients: Object.entries(clients).map(([client_id, client_secret]) => ({
        client_id,
        client_secret,
        grant_types: ['client_credentials', 'refresh_token', 'urn:test:user'],
        redirect_uris: [],
        response_types: [],
      })),
      scopes: ['openid', 'offline_access', 'orders:read', 'orders:write'],
      ttl: {
        ClientCredentials: 14_400,
        AccessToken: 14_400,
        RefreshToken: 14_400,
        IdToken: 14_400,
        Grant: 14_400,
      },
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        introspection: { enabled: true, allowedPolicy: () => true },
        revocation: { enabled: true },
        resourceIndicators: { enabled: true, getResourceServerInfo: resourceServer },
      },
      findAccount: (_ctx, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId }),
      }),
    })
    provider.registerGrantType('urn:test:user', userGrant, ['resource'])
    return provider
  }
}

/** `https://api.example?jwt`: the resource, and the form of its tokens. */
function resourceServer(_ctx: unknown, indicator: string) {
  const [audience = '', form = 'jwt'] = indicator.split('?')
  return {
    scope: 'orders:read orders:write',
    audience,
    accessTokenTTL: 14_400,
    accessTokenFormat: form as TokenForm,
    jwt: { sign: { alg: 'RS256' as const } },
  }
}

/** Signs `ada` in without asking her anything. */
async function userGrant(ctx: KoaContextWithOIDC): Promise<void> {
  const { provider, client, params } = ctx.oidc
  const { AccessToken, Grant, IdToken, RefreshToken } = provider
  if (client === undefined) throw new Error('no client')
  const grant = new Grant({ clientId: client.clientId, accountId: 'ada' })
  const grantId = await grant.save()
  const shared = { client, accountId: 'ada', grantId, gty: 'urn:test:user', scope: 'openid' }
  const access = new AccessToken(shared as never)
  const indicator = String(params?.['resource'])
  access.resourceServer = new provider.ResourceServer(indicator, resourceServer(ctx, indicator))
  access.scope = 'orders:read'
  const refresh = new RefreshToken(shared as never)
  const id = new IdToken({ sub: 'ada' }, { ctx })
  ctx.body = {
    access_token: await access.save(),
    refresh_token: await refresh.save(),
    id_token: await id.issue({ use: 'idtoken' }),
    token_type: 'Bearer',
  }
}

async function newKey(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' }
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve))
}

function encoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1)
}
