import { RequestContext } from '#worker/context.ts'

interface Given {
  readonly method?: string
  readonly path?: string
  readonly search?: string
  readonly params?: Record<string, string>
  readonly headers?: Record<string, string>
  readonly json?: unknown
  readonly variables?: Record<string, unknown>
  readonly integrations?: Record<string, unknown>
  readonly now?: number
}

/** A request as the gateway would hand it to the stages. */
export function contextOf(given: Given = {}): RequestContext {
  const body = given.json === undefined ? {} : { body: JSON.stringify(given.json) }
  const ctx = new RequestContext({
    request: new Request('https://gateway.test/x', {
      method: given.method ?? (given.json === undefined ? 'GET' : 'POST'),
      headers: { 'content-type': 'application/json', ...given.headers },
      ...body,
    }),
    requestId: 'r1',
    clientIp: '192.0.2.1',
    origin: 'https://gateway.example',
    path: given.path ?? '/x',
    search: given.search ?? '',
    rawParams: given.params ?? {},
    variables: given.variables ?? {},
    waitUntil: () => {},
    now: () => given.now ?? 1_700_000_000_000,
  })
  if (body.body !== undefined)
    ctx.bytes = Uint8Array.from(new TextEncoder().encode(body.body)).buffer
  for (const [id, result] of Object.entries(given.integrations ?? {}))
    ctx.integrations[id] = { status: 200, headers: {}, body: result }
  return ctx
}
