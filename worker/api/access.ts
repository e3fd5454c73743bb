import { type Role, roles } from '#contract/account.ts'
import type { Access } from '#contract/routes.ts'

import { findSession, touchSession } from '../db/sessions.ts'
import { findToken, noteTokenUse } from '../db/tokens.ts'
import { hashSecret } from '../lib/secret.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { isSessionValid, sessionToken } from './session-cookie.ts'
import type { Actor } from './types.ts'
import type { WaitUntil } from '../lib/wait-until.ts'

/** First characters of every API token, so that secret scanners know it. */
export const tokenPrefix = 'ecl_'
/** How often use of a session or token is written down. */
const touchEveryMs = 60_000

/**
 * Who calls, by API token or session cookie. A request with an Authorization header is judged by it
 * alone. Undefined when neither is valid.
 */
export async function authenticate(
  request: Request,
  services: Services,
  waitUntil: WaitUntil,
): Promise<Actor | undefined> {
  const authorization = request.headers.get('authorization')
  if (authorization !== null) return byToken(authorization, services, waitUntil)
  const actor = await bySession(request, services, waitUntil)
  if (actor !== undefined && isUnsafe(request) && originOf(request) !== 'same')
    throw new Problem('foreign_origin')
  return actor
}

/** Throws unless `actor` may use a route with this access. */
export function allow(access: Access, actor: Actor | undefined): void {
  if (access === 'public') return
  if (actor === undefined)
    throw new Problem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
  if (!isAtLeast(actor.role, access)) throw new Problem('forbidden')
}

/** True when `own` may do everything `needed` may. */
export function isAtLeast(own: Role, needed: Role): boolean {
  return roles.indexOf(own) <= roles.indexOf(needed)
}

/** Cross-site request forgery: browsers say where a request comes from. Tokens are not sent by browsers on their own. */
export function refuseForeignOrigin(request: Request): void {
  if (!isUnsafe(request) || request.headers.has('authorization')) return
  if (originOf(request) === 'foreign') throw new Problem('foreign_origin')
}

/** Sec-Fetch-Site (which no page can set) decides; browsers without it send Origin. */
function originOf(request: Request): 'same' | 'foreign' | 'unknown' {
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin' ? 'same' : 'foreign'
  const origin = request.headers.get('origin')
  if (origin === null) return 'unknown'
  return origin === new URL(request.url).origin ? 'same' : 'foreign'
}

function isUnsafe(request: Request): boolean {
  return request.method !== 'GET' && request.method !== 'HEAD'
}

async function byToken(
  authorization: string,
  { db, now }: Services,
  waitUntil: WaitUntil,
): Promise<Actor | undefined> {
  const secret = /^bearer +(ecl_[\w-]{20,100})$/i.exec(authorization)?.[1]
  if (secret === undefined) return undefined
  const found = await findToken(db, hashSecret(secret))
  if (found === undefined) return undefined
  const { token, user } = found
  if (token.expiresAt !== null && token.expiresAt <= now()) return undefined
  if (now() - (token.lastUsedAt ?? 0) > touchEveryMs) waitUntil(noteTokenUse(db, token.id, now()))
  return {
    userId: user.id,
    name: user.name,
    // Who is demoted takes their tokens along.
    role: isAtLeast(user.role, token.role) ? token.role : user.role,
    sessionId: undefined,
  }
}

async function bySession(
  request: Request,
  { db, now }: Services,
  waitUntil: WaitUntil,
): Promise<Actor | undefined> {
  const secret = sessionToken(request)
  if (secret === undefined) return undefined
  const found = await findSession(db, hashSecret(secret))
  if (found === undefined || !isSessionValid(found.session, now())) return undefined
  const { session, user } = found
  if (now() - session.lastSeenAt > touchEveryMs) waitUntil(touchSession(db, session.id, now()))
  return { userId: user.id, name: user.name, role: user.role, sessionId: session.id }
}
