import type { CommitResult } from '../db/commit.ts'
import {
  changeUser,
  findUser,
  insertUser,
  listUsers,
  removeUser,
  type UserRow,
} from '../db/users.ts'
import { hashPassword } from '../platform/password.ts'
import { Problem } from '../problem.ts'
import { isAtLeast } from './access.ts'
import { userView } from './account-view.ts'
import { auditEntry } from './audit-entry.ts'
import { pageOf, readCursor } from './page.ts'
import type { Actor, AnyCall, Handlers } from './types.ts'

export const memberHandlers: Handlers<'listUsers' | 'createUser' | 'updateUser' | 'deleteUser'> = {
  async listUsers({ services, query }) {
    const { cursor, limit } = query
    const page = { before: readCursor(cursor), limit: limit + 1 }
    const rows = await listUsers(services.db, page)
    return { output: pageOf(rows, limit, (row) => row.id, userView) }
  },

  async createUser(call) {
    const { services, actor, body, now } = call
    refuseAboveOwn(actor, body.role)
    const row: UserRow = {
      id: services.newId('user'),
      email: body.email,
      name: body.name,
      role: body.role,
      passwordHash: await hashPassword(body.password),
      createdAt: now,
      lastSignInAt: null,
    }
    const entry = auditEntry(call, actor, 'user.create', { ...row, details: { role: row.role } })
    const result = await insertUser(services.db, row, entry)
    if (!result.done) throw new Problem('conflict', { detail: 'A member has this e-mail already' })
    return { output: userView(row) }
  },

  async updateUser(call) {
    const { services, actor, body } = call
    const row = await memberBelow(call, actor, call.params.id)
    if (body.role !== undefined) refuseAboveOwn(actor, body.role)
    const columns = {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.role === undefined ? {} : { role: body.role }),
    }
    if (Object.keys(columns).length === 0) return { output: userView(row) }
    const entry = auditEntry(call, actor, 'user.update', { ...row, details: columns })
    refuseLost(row, await changeUser(services.db, row, columns, entry))
    return { output: userView({ ...row, ...columns }) }
  },

  async deleteUser(call) {
    const row = await memberBelow(call, call.actor, call.params.id)
    const entry = auditEntry(call, call.actor, 'user.delete', row)
    refuseLost(row, await removeUser(call.services.db, row, entry))
    return { output: undefined }
  },
}

/** The member, whom nobody with a lesser role may touch. */
async function memberBelow({ services }: AnyCall, actor: Actor, id: string): Promise<UserRow> {
  const row = await findUser(services.db, id)
  if (row === undefined) throw new Problem('not_found', { detail: 'No such member' })
  refuseAboveOwn(actor, row.role)
  return row
}

function refuseAboveOwn(actor: Actor, role: UserRow['role']): void {
  if (!isAtLeast(actor.role, role))
    throw new Problem('forbidden', { detail: `Only an ${role} may do this to an ${role}` })
}

function refuseLost(row: UserRow, result: CommitResult): void {
  if (result.done) return
  throw new Problem('conflict', {
    detail:
      row.role === 'owner'
        ? 'The last owner stays: make someone else an owner first'
        : 'Someone changed this member at the same moment: try again',
  })
}
