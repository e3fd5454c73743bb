import type { EndpointConfig } from '#contract/endpoint.ts'

import { metadataUrls } from '../auth/issuers.ts'
import { hashSecret } from '../lib/secret.ts'

/** How callers prove who they are, as OpenAPI 3.1 says it. Equal schemes of endpoints have one name. */
export interface SecurityScheme {
  readonly name: string
  readonly scheme: Readonly<Record<string, unknown>>
  /** Scopes and roles (OpenAPI 4.8.30). */
  readonly requirements: readonly string[]
}

/** Undefined when nobody has to. */
export function securityScheme({ authentication }: EndpointConfig): SecurityScheme | undefined {
  if (authentication.type === 'none') return undefined
  const requirements = [...authentication.settings.requiredScopes, ...authentication.roles]
  switch (authentication.type) {
    case 'api-key':
      return { requirements, ...ofApiKey(authentication.settings) }
    case 'jwt':
      return { requirements, name: 'jwt', scheme: { ...bearer, bearerFormat: 'JWT' } }
    case 'oauth2':
      return { requirements, ...ofIssuer(authentication.settings.issuer) }
  }
}

const bearer = { type: 'http', scheme: 'bearer' }

function ofApiKey({ in: place, name }: { in: 'header' | 'query'; name: string }) {
  return name === 'authorization' && place === 'header'
    ? { name: 'bearer', scheme: bearer }
    : { name: `${place}-${name}`, scheme: { type: 'apiKey', in: place, name } }
}

/** The flows of an issuer are its own to tell: type `oauth2` would need their addresses here. */
function ofIssuer(issuer: string) {
  const [, openIdConnectUrl] = metadataUrls(issuer)
  const name = `oauth2-${hashSecret(issuer).slice(0, 8)}`
  return { name, scheme: { type: 'openIdConnect', openIdConnectUrl } }
}
