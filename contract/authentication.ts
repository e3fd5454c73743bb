import * as z from 'zod'

import { secretName } from './secret-name.ts'

/** Algorithms a JWT may be signed with (RFC 7518 3.1, RFC 8037, RFC 9864). `none` does not exist here. */
const symmetricAlgorithms = ['HS256', 'HS384', 'HS512'] as const
const asymmetricAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const

/** A name or scope of the caller's world: no spaces, quotes or control characters (RFC 6749 3.3). */
export const scopeToken = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/, 'Write it without spaces, quotes and backslashes')
const claimPath = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[^.\s]+(\.[^.\s]+)*$/,
    'Write a claim such as roles, or a path such as realm_access.roles',
  )
const httpsUrl = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\//, 'Write an absolute URL such as https://login.example.com')

export const roles = z.array(z.string().min(1).max(64)).max(50).default([]).meta({
  title: 'Required roles',
  description: 'The caller needs one of them; empty: any authenticated caller',
})
const requiredScopes = z.array(scopeToken).max(50).default([]).meta({
  title: 'Required scopes',
  description: 'The caller needs all of them, else 403 insufficient_scope',
})
const forwardCredential = z.boolean().default(false).meta({
  title: 'Send the credential to the upstream',
  description: 'Off: it is removed before the call',
})
const issuer = z
  .array(z.string().min(1).max(500))
  .min(1)
  .max(10)
  .meta({ title: 'Issuers', description: 'Accepted values of iss, compared exactly' })
const audience = z
  .array(z.string().min(1).max(500))
  .min(1)
  .max(10)
  .meta({ title: 'Audiences', description: 'The token must be meant for one of them (aud)' })
const leewaySeconds = z.int().min(0).max(60).default(5).meta({
  title: 'Clock leeway',
  unit: 's',
  description: 'Tolerated difference between the clocks of issuer and gateway',
})
const claimPaths = {
  subjectClaim: claimPath.default('sub').meta({ title: 'Claim of the caller' }),
  rolesClaim: claimPath.default('roles').meta({ title: 'Claim of the roles' }),
  scopesClaim: claimPath.default('scope').meta({ title: 'Claim of the scopes' }),
}

export const apiKeySettings = z.strictObject({
  in: z.enum(['header', 'query']).default('header').meta({
    title: 'Sent in',
    description: 'A key in a URL ends in logs and histories: header unless callers cannot',
  }),
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'Write a name such as x-api-key')
    .toLowerCase()
    .default('x-api-key')
    .meta({
      title: 'Header or parameter',
      description: 'authorization: sent as "Bearer <key>"',
    }),
  requiredScopes,
  forwardCredential,
})

/** Where the keys come from that JWTs are verified with. */
const jwtKeys = z.discriminatedUnion('source', [
  z.strictObject({
    source: z.literal('jwks'),
    url: httpsUrl.meta({
      title: 'JWKS URL',
      description: 'Read when a key is needed, kept 10 minutes, and up to 24 hours when it is down',
    }),
  }),
  z.strictObject({
    source: z.literal('jwk'),
    jwk: z.record(z.string(), z.unknown()).meta({ title: 'Public key as JWK', editor: 'json' }),
  }),
  z.strictObject({
    source: z.literal('pem'),
    pem: z
      .string()
      .min(1)
      .max(20_000)
      .meta({ title: 'Public key or certificate as PEM', editor: 'long-text' }),
  }),
  z.strictObject({
    source: z.literal('secret'),
    secret: secretName.meta({
      title: 'HMAC secret',
      description: 'Name of the shared secret: at least 32 bytes',
    }),
  }),
])

export const jwtSettings = z.strictObject({
  algorithms: z
    .array(z.enum([...symmetricAlgorithms, ...asymmetricAlgorithms]))
    .min(1)
    .max(14)
    .meta({
      title: 'Algorithms',
      description: 'The only ones accepted, whatever the token says',
    }),
  keys: jwtKeys.meta({ title: 'Keys' }),
  issuer,
  audience,
  typ: z.array(z.string().min(1).max(100)).max(5).default([]).meta({
    title: 'Types (typ)',
    description: 'Empty: JWT, at+jwt or none. Write at+jwt to accept access tokens only',
  }),
  leewaySeconds,
  requireExp: z
    .boolean()
    .default(true)
    .meta({ title: 'Refuse tokens that never expire', description: 'exp is required' }),
  maxAgeSeconds: z
    .int()
    .min(1)
    .max(31_536_000)
    .optional()
    .meta({ title: 'Oldest token', unit: 's', description: 'Since iat, which is then required' }),
  requiredClaims: z
    .record(z.string().min(1).max(200), z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .default({})
    .meta({
      title: 'Required claims',
      description: 'Claim path to its exact value; null: any value',
    }),
  ...claimPaths,
  requiredScopes,
  forwardCredential,
})

export const oauth2Settings = z.strictObject({
  issuer: httpsUrl.meta({
    title: 'Issuer',
    description:
      'Its metadata is discovered (RFC 8414, OpenID Connect Discovery) and must name the same issuer',
  }),
  audience,
  token: z.enum(['jwt', 'opaque']).default('jwt').meta({
    title: 'Access tokens',
    description: 'jwt: verified here (RFC 9068); opaque: asked of the issuer (RFC 7662)',
  }),
  algorithms: z
    .array(z.enum(asymmetricAlgorithms))
    .min(1)
    .max(11)
    .default(['RS256', 'ES256'])
    .meta({
      title: 'Algorithms',
      description: 'Of JWT access tokens',
      when: { token: 'jwt' },
    }),
  typ: z.array(z.string().min(1).max(100)).max(5).default(['at+jwt']).meta({
    title: 'Types (typ)',
    description:
      'Of JWT access tokens: at+jwt by RFC 9068; add JWT for an issuer that does not follow it',
  }),
  introspection: z
    .strictObject({
      url: httpsUrl.optional().meta({
        title: 'Introspection URL',
        description: 'Empty: as the metadata of the issuer says',
      }),
      clientId: z.string().min(1).max(500).meta({ title: 'Client id' }),
      clientSecret: secretName.meta({
        title: 'Client secret',
        description: 'Name of the client secret',
      }),
      cacheSeconds: z.int().min(0).max(60).default(10).meta({
        title: 'Remember an answer',
        unit: 's',
        description: 'Never beyond the expiry of the token; a revoked token passes that long',
      }),
      requireAudience: z.boolean().default(true).meta({
        title: 'Refuse tokens without an audience',
        description: 'Off: a token of which the issuer does not say whom it is for is accepted',
      }),
    })
    .optional()
    .meta({ title: 'Introspection', when: { token: 'opaque' } }),
  leewaySeconds,
  ...claimPaths,
  requiredScopes,
  forwardCredential,
})

/** Who may call: one kind with its settings, and the roles it then takes. */
export const authentication = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('none'),
    settings: z.strictObject({}).prefault({}),
    roles: z
      .array(z.string())
      .max(0, 'Requiring roles needs another kind of authentication; leave them empty')
      .default([]),
  }),
  z.strictObject({
    type: z.literal('api-key'),
    settings: apiKeySettings.prefault({}),
    roles,
  }),
  z.strictObject({ type: z.literal('jwt'), settings: jwtSettings, roles }),
  z.strictObject({ type: z.literal('oauth2'), settings: oauth2Settings, roles }),
])
export type Authentication = z.output<typeof authentication>
export type ApiKeySettings = z.output<typeof apiKeySettings>
export type JwtSettings = z.output<typeof jwtSettings>
export type Oauth2Settings = z.output<typeof oauth2Settings>
