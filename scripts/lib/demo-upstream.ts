import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

interface DemoUpstream {
  readonly origin: string
  stop(): Promise<void>
}

const customers = [
  { id: '1', first_name: 'Ada', last_name: 'Lovelace', email: 'ada@example.com', vip: true },
  { id: '2', first_name: 'Alan', last_name: 'Turing', email: 'alan@example.com', vip: false },
]
const products = [
  { id: 'p1', name: 'Lock gate', price_cents: 129_900, stock: 3 },
  { id: 'p2', name: 'Towpath lamp', price_cents: 4_950, stock: 120 },
]
const orders = [
  {
    id: '1',
    customer_id: '1',
    product_ids: ['p1', 'p2'],
    total_cents: 134_850,
    status: 'paid',
  },
  { id: '2', customer_id: '2', product_ids: ['p2'], total_cents: 4_950, status: 'shipped' },
]
const collections: Readonly<Record<string, readonly { id: string }[]>> = {
  customers,
  products,
  orders,
}

/** What the demo endpoints call: orders, customers, products, echo and slow, on loopback. */
export async function startDemoUpstream(port: number): Promise<DemoUpstream> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { origin: `http://127.0.0.1:${port}`, stop }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://upstream')
  const [name = '', id] = url.pathname.slice(1).split('/')
  if (name === 'echo') return send(response, 200, await echo(request, url))
  if (name === 'slow') {
    const delayMs = Math.min(Number(url.searchParams.get('ms') ?? 2_000) || 0, 60_000)
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    return send(response, 200, { waitedMs: delayMs })
  }
  const items = collections[name]
  if (items === undefined) return send(response, 404, { error: 'no such collection' })
  if (id === undefined) return send(response, 200, items)
  const item = items.find((candidate) => candidate.id === id)
  return item === undefined
    ? send(response, 404, { error: 'no such item' })
    : send(response, 200, item)
}

async function echo(request: IncomingMessage, url: URL) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return {
    method: request.method,
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: request.headers,
    body: Buffer.concat(chunks).toString(),
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
