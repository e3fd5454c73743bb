import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import type { DocumentCopy } from '#worker/auth/remote-document.ts'
import { assembleAuthPorts } from '#worker/auth/ports.ts'
import { createGateway, type Gateway } from '#worker/gateway.ts'
import { createUpstream } from '#worker/platform/egress.ts'
import { unusedPorts } from './unused-ports.ts'

export interface TokenGatewayDeps {
  readonly endpoints: readonly EndpointConfigInput[]
  readonly secrets: Readonly<Record<string, string>>
  /** Where every secret may be sent. */
  readonly allowedOrigins?: readonly string[] | null
  readonly now: () => number
}

/**
 * The gateway of production in this process, with a clock of the test's own and real requests to issuers on
 * loopback. Answers the status for a token at a path.
 */
export function startTokenGateway(deps: TokenGatewayDeps) {
  const gateway = createTokenGateway(deps)
  const waitUntil = (work: Promise<unknown>) => void work.catch(() => undefined)
  return async (path: string, token: string): Promise<number> => {
    const request = new Request(`http://gateway.example/api/custom${path}`, {
      headers: { authorization: `Bearer ${token}`, 'cf-connecting-ip': '203.0.113.7' },
    })
    const response = await gateway.handle(request, waitUntil)
    await response.body?.cancel()
    return response.status
  }
}

function createTokenGateway({
  endpoints,
  secrets,
  allowedOrigins = null,
  now,
}: TokenGatewayDeps): Gateway {
  const upstream = createUpstream({ fetch, allowedPrivateHosts: ['*'] })
  const copies = new Map<string, DocumentCopy>()
  const nothing = () => Promise.resolve()
  const auth = assembleAuthPorts({
    source: { generation: () => Promise.resolve(1), find: () => Promise.resolve(undefined) },
    secrets: {
      find: (name) => {
        const value = secrets[name]
        return Promise.resolve(value === undefined ? undefined : { value, allowedOrigins })
      },
    },
    upstream,
    copies: {
      read: (url) => Promise.resolve(copies.get(url)),
      write: (url, copy) => Promise.resolve(void copies.set(url, copy)),
    },
    now,
    wait: nothing,
    log: () => undefined,
    // What is tested here is who gets in, not how fast they may guess.
    throttle: () => Promise.resolve(0),
    writeUsage: nothing,
    writeFailures: nothing,
  })
  const configs = endpoints.map((endpoint) => endpointConfig.parse(endpoint))
  const entries = configs.map(({ method, path }, at) => ({
    endpointId: String(at),
    version: 1,
    method,
    path,
  }))
  const index = { revision: 1, entries }
  return createGateway({
    source: {
      revision: () => Promise.resolve(1),
      index: () => Promise.resolve(index),
      lastKnownIndex: () => Promise.resolve(index),
      endpoint: (id) => Promise.resolve(configs[Number(id)]),
    },
    compileDeps: {
      ...unusedPorts(),
      upstream,
      auth,
    },
    basePath: '/api/custom',
    now,
    newRequestId: () => 'req_1',
    log: (message, details) => console.error(message, details),
  })
}
