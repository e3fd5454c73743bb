import {
  changePassword,
  insertSession,
  listSessions,
  removeSession,
  type SessionRow,
} from '../db/sessions.ts'
import { findUser, findUserByEmail, firstOwner, type UserRow } from '../db/users.ts'
import { hashPassword, verifyPassword } from '../platform/password.ts'
import { hashSecret, newSecret, secretsEqual } from '../lib/secret.ts'
import { Problem } from '../problem.ts'
import { meView } from './account-view.ts'
import { auditEntry } from './audit-entry.ts'
import { pageOf, readCursor } from './page.ts'
import {
  clearedSessionCookie,
  sessionAbsoluteMs,
  sessionCookie,
  sessionIdleMs,
  sessionToken,
} from './session-cookie.ts'
import type { AnyCall, Handlers } from './types.ts'

export const sessionHandlers: Handlers<
  | 'signIn'
  | 'signInByLink'
  | 'currentSession'
  | 'signOut'
  | 'listSessions'
  | 'revokeSession'
  | 'changePassword'
> = {
  async signIn(call) {
    const { services, body } = call
    const attempt = await services.loginThrottle.attempt(body.email, call.clientIp)
    if (attempt.waitMs > 0) {
      const headers = { 'retry-after': String(Math.ceil(attempt.waitMs / 1000)) }
      throw new Problem('too_many_attempts', { headers })
    }
    const user = await findUserByEmail(services.db, body.email)
    const matches = await verifyPassword(body.password, user?.passwordHash)
    if (user === undefined || !matches) throw new Problem('invalid_credentials')
    await attempt.succeeded()
    return startSession(call, user)
  },

  async signInByLink(call) {
    const { services, body, request } = call
    const expected = services.settings.devSignInToken
    if (expected === undefined || !isLoopback(new URL(request.url).hostname))
      throw new Problem('not_found')
    if (!secretsEqual(body.token, expected)) throw new Problem('invalid_credentials')
    const user = await firstOwner(services.db)
    if (user === undefined) throw new Problem('conflict', { detail: 'Nobody has an account yet' })
    return startSession(call, user)
  },

  async currentSession(call) {
    return { output: meView(call, await ownRow(call, call.actor.userId)) }
  },

  async signOut({ services, actor }) {
    if (actor.sessionId !== undefined)
      await removeSession(services.db, actor.userId, actor.sessionId)
    return { output: undefined, headers: { 'set-cookie': clearedSessionCookie() } }
  },

  async listSessions({ services, actor, query, now }) {
    const { cursor, limit } = query
    const before = readCursor(cursor)
    const page = { before, limit: limit + 1, seenAfter: now - sessionIdleMs, now }
    const rows = await listSessions(services.db, actor.userId, page)
    const toItem = (row: SessionRow) => sessionView(row, actor.sessionId)
    return { output: pageOf(rows, limit, (row) => row.id, toItem) }
  },

  async revokeSession({ services, actor, params }) {
    if (!(await removeSession(services.db, actor.userId, params.id)))
      throw new Problem('not_found', { detail: 'No such session' })
    return { output: undefined }
  },

  async changePassword(call) {
    const { services, actor, body } = call
    if (actor.sessionId === undefined)
      throw new Problem('forbidden', { detail: 'Sign in to change your password' })
    const attempt = await services.loginThrottle.attempt(`password ${actor.userId}`, null)
    if (attempt.waitMs > 0) throw new Problem('too_many_attempts')
    const user = await ownRow(call, actor.userId)
    if (!(await verifyPassword(body.currentPassword, user.passwordHash)))
      throw new Problem('invalid_credentials', { detail: 'The current password does not match' })
    await attempt.succeeded()
    const passwordHash = await hashPassword(body.newPassword)
    const change = { userId: user.id, passwordHash, keptSessionId: actor.sessionId }
    await changePassword(services.db, change, auditEntry(call, actor, 'user.changePassword', user))
    return { output: undefined }
  },
}

/** Signs in: always a new session id, never one that the browser brought along. */
export async function startSession(call: AnyCall, user: UserRow) {
  const { services, request, now } = call
  const secret = newSecret()
  const before = sessionToken(request)
  await insertSession(
    services.db,
    {
      id: services.newId('session'),
      tokenHash: hashSecret(secret),
      userId: user.id,
      userAgent: (request.headers.get('user-agent') ?? '').slice(0, 300),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + sessionAbsoluteMs,
    },
    before && hashSecret(before),
  )
  const output = meView(call, { ...user, lastSignInAt: now })
  return { output, headers: { 'set-cookie': sessionCookie(secret) } }
}

async function ownRow({ services }: AnyCall, userId: string): Promise<UserRow> {
  const user = await findUser(services.db, userId)
  if (user === undefined) throw new Problem('unauthenticated')
  return user
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}

function sessionView(row: SessionRow, currentId: string | undefined) {
  return {
    id: row.id,
    userAgent: row.userAgent,
    createdAt: new Date(row.createdAt).toISOString(),
    lastSeenAt: new Date(row.lastSeenAt).toISOString(),
    expiresAt: new Date(Math.min(row.expiresAt, row.lastSeenAt + sessionIdleMs)).toISOString(),
    isCurrent: row.id === currentId,
  }
}
