import {
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose'

interface IssuedKey {
  readonly privateKey: CryptoKey
  readonly jwk: JWK
}

/** An authorisation server a test plays: its documents, its keys and what it was asked. */
export class FakeIssuer {
  readonly url: string
  readonly jwksUrl: string
  /** Addresses it was asked at. */
  readonly asked: string[] = []
  readonly keys = new Map<string, IssuedKey>()
  /** What introspection answers, by token. */
  readonly said = new Map<string, unknown>()
  /** Answers instead of everything else. */
  instead: ((request: Request) => Response | Promise<Response>) | undefined
  metadata: Record<string, unknown>

  constructor(url = 'https://login.example') {
    this.url = url
    this.jwksUrl = `${url}/jwks`
    this.metadata = {
      issuer: url,
      jwks_uri: this.jwksUrl,
      introspection_endpoint: `${url}/introspect`,
    }
  }

  /** Adds a key. RSA keys take long to make: ES256 where the algorithm does not matter. */
  async addKey(kid: string, alg = 'ES256'): Promise<IssuedKey> {
    const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true })
    const key = { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } }
    this.keys.set(kid, key)
    return key
  }

  /** A token of this issuer for `https://api.example`, an hour from `nowMs`, signed by its key `kid`. */
  async token(
    nowMs: number,
    kid: string,
    claims: Record<string, unknown> = {},
    header: Partial<JWTHeaderParameters> = {},
  ): Promise<string> {
    const key = this.keys.get(kid)
    if (key === undefined) throw new Error(`no key ${kid}`)
    const iat = Math.floor(nowMs / 1_000)
    const all = { iss: this.url, aud: 'https://api.example', sub: 'ada', iat, exp: iat + 3_600 }
    return new SignJWT({ ...all, ...claims })
      .setProtectedHeader({ alg: key.jwk.alg ?? 'ES256', kid, typ: 'at+jwt', ...header })
      .sign(key.privateKey)
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    this.asked.push(request.url)
    if (this.instead !== undefined) return this.instead(request)
    const { pathname } = new URL(request.url)
    if (pathname.includes('/.well-known/openid-configuration')) return Response.json(this.metadata)
    if (pathname.endsWith('/jwks'))
      return Response.json({ keys: [...this.keys.values()].map(({ jwk }) => jwk) })
    if (pathname.endsWith('/introspect')) return this.#introspect(await request.formData())
    return new Response(null, { status: 404 })
  }

  #introspect(form: FormData): Response {
    return Response.json(this.said.get(String(form.get('token'))) ?? { active: false })
  }
}
