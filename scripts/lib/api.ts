import { randomBytes } from 'node:crypto'

/** A small client of the management API for the commands. */
export interface Api {
  /** Throws with the problem when the answer is not 2xx. */
  call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<T>
}

/** `authorization` and `cookie` are whatever proves who calls. */
export function createApi(origin: string, credentials: Record<string, string> = {}): Api {
  return {
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${origin}/api/v1${path}`, {
        method,
        headers: {
          ...credentials,
          ...headers,
          origin,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },
  }
}

export interface Account {
  readonly email: string
  readonly name: string
  readonly password: string
}

/** Creates the owner; answers the session cookie. */
export async function createOwner(
  origin: string,
  setupToken: string,
  account: Account,
): Promise<string> {
  return cookieOf(await post(origin, '/setup', { token: setupToken, ...account }))
}

/** With the link of the local development server; answers the session cookie. */
export async function signInByLink(origin: string, token: string): Promise<string> {
  return cookieOf(await post(origin, '/session/link', { token }))
}

/** An API token of that session, role owner. */
export async function createToken(origin: string, cookie: string, name: string): Promise<string> {
  const api = createApi(origin, { cookie })
  const { token } = await api.call<{ token: string }>('POST', '/tokens', { name, role: 'owner' })
  return token
}

/** Sets an instance up whose owner nobody signs in as; answers an API token of that owner. */
export async function ownerToken(
  origin: string,
  setupToken: string,
  name: string,
): Promise<string> {
  const password = randomBytes(24).toString('base64url')
  const account = { email: 'owner@ecluse.local', name: 'Owner', password }
  return createToken(origin, await createOwner(origin, setupToken, account), name)
}

async function post(origin: string, path: string, body: unknown): Promise<Response> {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`POST ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

function cookieOf(answer: Response): string {
  const cookie = answer.headers.get('set-cookie')?.split(';')[0]
  if (cookie === undefined) throw new Error('no session cookie in the answer')
  return cookie
}
