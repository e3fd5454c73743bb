import { exports } from 'cloudflare:workers'

export const origin = 'https://gateway.example'
export const setupToken = 'test-setup-token-0123456789abcdef'
export const ownerPassword = 'correct horse battery staple'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly body: any
}

/** One browser or script: keeps its cookie or token, and sends JSON to the management API. */
export class Client {
  cookie: string | undefined
  token: string | undefined
  readonly ipAddress: string
  readonly send: (request: Request) => Promise<Response>

  constructor(
    send: (request: Request) => Promise<Response> = (request) => exports.default.fetch(request),
    ipAddress = '203.0.113.7',
  ) {
    this.send = send
    this.ipAddress = ipAddress
  }

  get = (path: string, headers?: Record<string, string>) =>
    this.call('GET', path, undefined, headers)
  post = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.call('POST', path, body, headers)
  put = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.call('PUT', path, body, headers)
  patch = (path: string, body?: unknown, headers?: Record<string, string>) =>
    this.call('PATCH', path, body, headers)
  delete = (path: string, headers?: Record<string, string>) =>
    this.call('DELETE', path, undefined, headers)

  /** `path` is below /api/v1. */
  async call(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const request = new Request(`${origin}/api/v1${path}`, {
      method,
      headers: {
        'cf-connecting-ip': this.ipAddress,
        ...(method === 'GET' ? {} : { origin }),
        ...(this.cookie === undefined ? {} : { cookie: this.cookie }),
        ...(this.token === undefined ? {} : { authorization: `Bearer ${this.token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const response = await this.send(request)
    const set = response.headers.get('set-cookie')
    if (set !== null) this.cookie = set.split(';')[0]
    return { status: response.status, headers: response.headers, body: await readBody(response) }
  }
}

async function readBody(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false
  return isJson ? response.json() : response.text()
}

/** The owner, signed in. Creates them when nobody exists yet. */
export async function ownerClient(send?: (request: Request) => Promise<Response>): Promise<Client> {
  const client = new Client(send)
  const email = 'owner@example.com'
  const created = await client.post('/setup', {
    token: setupToken,
    email,
    name: 'Olga Owner',
    password: ownerPassword,
  })
  if (created.status !== 201) await client.post('/session', { email, password: ownerPassword })
  return client
}

/** A member with this role, signed in from an address of their own. */
export async function memberClient(
  owner: Client,
  role: string,
  name: string = role,
): Promise<Client> {
  const email = `${name}@example.com`
  const password = `the password of ${name}`
  await owner.post('/users', { email, name, role, password })
  const client = new Client(owner.send, `198.51.100.${(name.length * 7) % 250}`)
  await client.post('/session', { email, password })
  return client
}

let counter = 0

/** A configuration that can be published: answers a constant without calling anything. */
export function sampleConfig(more: Record<string, unknown> = {}): Record<string, unknown> {
  counter++
  return {
    name: `Sample ${counter}`,
    path: `/sample-${counter}/{id}`,
    method: 'GET',
    response: { body: `{"sample":${counter}}` },
    ...more,
  }
}
