import { sessionCookieName as name } from '../dashboard-session.ts'
import type { SessionRow } from '../db/sessions.ts'

const dayMs = 86_400_000

/** A session ends this long after its last request. */
export const sessionIdleMs = 7 * dayMs
/** A session ends this long after its sign-in, whatever happens. */
export const sessionAbsoluteMs = 30 * dayMs

/** Value of the session cookie, which must be one that newSecret() can have made. */
export function sessionToken(request: Request): string | undefined {
  const cookies = request.headers.get('cookie') ?? ''
  for (const cookie of cookies.split(';')) {
    const [key, value] = cookie.trim().split('=')
    if (key === name && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return undefined
}

export function sessionCookie(secret: string): string {
  return `${name}=${secret}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=${sessionAbsoluteMs / 1000}`
}

export function clearedSessionCookie(): string {
  return `${name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0`
}

export function isSessionValid(
  session: Pick<SessionRow, 'expiresAt' | 'lastSeenAt'>,
  now: number,
): boolean {
  return now < session.expiresAt && now < session.lastSeenAt + sessionIdleMs
}
