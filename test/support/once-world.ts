import type { EndpointConfigInput } from '#contract/endpoint.ts'
import { createGateway } from '#worker/gateway.ts'
import type { IdempotencyStore } from '#worker/idempotency/types.ts'

import { FakeSource } from './fake-source.ts'
import { KnownKeys } from './known-keys.ts'
import { unusedPorts } from './unused-ports.ts'

export interface Sent {
  readonly method?: string
  readonly path?: string
  /** As it stands in the header. */
  readonly key?: string
  readonly body?: BodyInit
  readonly type?: string
  /** API key of the caller. */
  readonly as?: string
  readonly clientIp?: string
}

export interface Seen {
  readonly status: number
  readonly code: string | undefined
  readonly text: string
  readonly replayed: boolean
  readonly headers: Headers
}

const upstreamUrl = 'https://up.example/orders'

/** An endpoint at `/orders` that passes every request on. */
export function once(
  idempotency: EndpointConfigInput['idempotency'] = {},
  more: Partial<EndpointConfigInput> = {},
): Omit<EndpointConfigInput, 'name'> {
  return {
    method: 'POST',
    path: '/orders',
    idempotency: { enabled: true, ...idempotency },
    integrations: [{ id: 'up', type: 'http', endpoint: upstreamUrl, timeout: 1_000 }],
    ...more,
  }
}

/** Gateways over one memory of idempotency keys and one upstream that counts what it executes. */
export class OnceWorld {
  readonly source = new FakeSource()
  readonly known = new KnownKeys()
  readonly logged: Record<string, unknown>[] = []
  /** What the upstream was asked to do. */
  readonly executed: Request[] = []
  readonly #store: IdempotencyStore
  readonly #gateway: ReturnType<typeof createGateway>
  #owners = 0
  /** What the upstream answers; the count is that of the execution, from 1. */
  answer: (request: Request, count: number) => Response | Promise<Response> = (_, count) =>
    new Response(`done ${count}`, { status: 201, headers: { 'x-order': String(count) } })
  /** Work that goes on after an answer. */
  readonly later: Promise<unknown>[] = []

  constructor(store: IdempotencyStore) {
    this.#store = store
    this.#gateway = this.isolate()
  }

  /** Another isolate: it shares nothing but the memory and the upstream. */
  isolate(): ReturnType<typeof createGateway> {
    const log = (message: string, details: object) => this.logged.push({ message, ...details })
    const isolate = (this.#owners += 1)
    let owners = 0
    let requests = 0
    return createGateway({
      source: this.source,
      compileDeps: {
        ...unusedPorts(),
        auth: this.known.ports(),
        upstream: { refusal: () => undefined, fetch: (url, init) => this.#execute(url, init) },
        idempotency: {
          store: this.#store,
          space: 'live',
          newOwner: () => `owner ${isolate}.${(owners += 1)}`,
          log,
        },
      },
      basePath: '/api/custom',
      now: this.source.now,
      newRequestId: () => `req_${isolate}_${(requests += 1)}`,
      log,
    })
  }

  async send(sent: Sent = {}, gateway = this.#gateway): Promise<Seen> {
    const { method = 'POST', path = '/orders', key, body = '{"n":1}', as, clientIp } = sent
    const headers = new Headers({ 'content-type': sent.type ?? 'application/json' })
    headers.set('cf-connecting-ip', clientIp ?? '203.0.113.7')
    if (key !== undefined) headers.set('idempotency-key', key)
    if (as !== undefined) headers.set('x-api-key', as)
    const init = { method, headers, ...(method === 'GET' ? {} : { body }) }
    const request = new Request(`https://gateway.example/api/custom${path}`, init)
    return seen(await gateway.handle(request, (work) => this.later.push(work)))
  }

  async #execute(url: string, init: RequestInit): Promise<Response> {
    const request = new Request(url, init)
    this.executed.push(request.clone())
    return this.answer(request, this.executed.length)
  }
}

async function seen(response: Response): Promise<Seen> {
  const text = await response.text()
  const isProblem = response.headers.get('content-type') === 'application/problem+json'
  return {
    status: response.status,
    code: isProblem ? (JSON.parse(text) as { code: string }).code : undefined,
    text,
    replayed: response.headers.get('idempotency-replayed') === 'true',
    headers: response.headers,
  }
}
