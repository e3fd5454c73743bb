import { hasUsers, insertFirstOwner } from '../db/users.ts'
import { hashPassword } from '../platform/password.ts'
import { secretsEqual } from '../lib/secret.ts'
import { Problem } from '../problem.ts'
import { auditEntry } from './audit-entry.ts'
import { startSession } from './sessions.ts'
import type { Handlers } from './types.ts'

/** A shorter setup token is no secret: it is treated as none. */
const minSetupTokenLength = 32

export const accountHandlers: Handlers<'setupStatus' | 'setUp'> = {
  async setupStatus({ services }) {
    return { output: { needed: !(await hasUsers(services.db)) } }
  },

  async setUp(call) {
    const { services, body, now } = call
    const attempt = await services.loginThrottle.attempt('setup', call.clientIp)
    if (attempt.waitMs > 0) throw new Problem('too_many_attempts')
    const expected = services.settings.setupToken ?? ''
    if (expected.length < minSetupTokenLength || !secretsEqual(body.token, expected))
      throw new Problem('invalid_credentials', { detail: 'The setup token does not match' })
    await attempt.succeeded()
    const user = {
      id: services.newId('user'),
      email: body.email,
      name: body.name,
      role: 'owner' as const,
      passwordHash: await hashPassword(body.password),
      createdAt: now,
      lastSignInAt: now,
    }
    const entry = auditEntry(call, { userId: user.id, name: user.name }, 'user.setUp', user)
    const result = await insertFirstOwner(services.db, user, entry)
    if (!result.done)
      throw new Problem('conflict', { detail: 'This instance has an owner already' })
    return startSession(call, user)
  },
}
