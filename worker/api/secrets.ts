import type { Secret } from '#contract/secret.ts'
import { secretName } from '#contract/secret-name.ts'

import {
  findSecret,
  listSecrets,
  removeSecret,
  type SecretRow,
  type SecretUse,
  sharedUsesOfSecrets,
  usesOfSecrets,
  writeSecret,
} from '../db/secrets.ts'
import { sealSecret } from '../platform/sealed-secret.ts'
import type { Vault } from '../platform/vault.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import { auditEntry } from './audit-entry.ts'
import { pageOf, readCursor } from './page.ts'
import type { Handlers } from './types.ts'

export const secretHandlers: Handlers<'listSecrets' | 'setSecret' | 'deleteSecret'> = {
  async listSecrets({ services, query }) {
    const vault = vaultOf(services)
    const { cursor, limit } = query
    const page = { after: readCursor(cursor), limit: limit + 1 }
    const rows = await listSecrets(services.db, page)
    const uses = await usesOf(
      services,
      rows.map((row) => row.name),
    )
    const toItem = (row: SecretRow) => secretView(row, uses, vault)
    return { output: pageOf(rows, limit, (row) => row.name, toItem) }
  },

  async setSecret(call) {
    const { services, actor, body, now } = call
    const vault = vaultOf(services)
    const name = checkedName(call.params.name)
    const known = await findSecret(services.db, name)
    const uses = await usesOf(services, [name])
    // Without them, a new value goes where the old one went: a rotation moves nothing.
    const allowedOrigins = body.allowedOrigins ?? (known === undefined ? [] : known.allowedOrigins)
    const sealed = await sealSecret(vault, { name, allowedOrigins }, body.value)
    const by = { updatedBy: actor.name, updatedAt: now }
    const row: SecretRow = { name, allowedOrigins, ...sealed, ...by }
    const action = known === undefined ? 'secret.create' : 'secret.replace'
    const details = { keyId: row.keyId, allowedOrigins }
    const entry = auditEntry(call, actor, action, { id: name, name, details })
    const result = await writeSecret(services.db, row, entry)
    if (!result.done) throw new Problem('internal_error')
    return { output: secretView(row, uses, vault) }
  },

  async deleteSecret(call) {
    const { services, actor, params } = call
    vaultOf(services)
    const { name } = params
    const entry = auditEntry(call, actor, 'secret.delete', { id: name, name })
    const result = await removeSecret(services.db, name, entry)
    if (result.done) return { output: undefined }
    const uses = await usesOf(services, [name])
    if (
      uses.endpoints.length + uses.shared.length > 0 &&
      (await findSecret(services.db, name)) !== undefined
    )
      throw new Problem('conflict', { detail: inUse(uses) })
    throw new Problem('not_found', { detail: 'No such secret' })
  },
}

/** Throws Problem secrets_unavailable, which says what to set. */
function vaultOf({ vault }: Services): Vault {
  if ('fault' in vault) throw new Problem('secrets_unavailable', { detail: vault.fault })
  return vault
}

function checkedName(name: string): string {
  const parsed = secretName.safeParse(name)
  if (parsed.success) return parsed.data
  throw new Problem('malformed_parameter', { detail: parsed.error.issues[0]?.message ?? '' })
}

/** Who names secrets: endpoints themselves, and shared integrations for them. */
interface Uses {
  readonly endpoints: readonly SecretUse[]
  readonly shared: Awaited<ReturnType<typeof sharedUsesOfSecrets>>
}

async function usesOf({ db }: Services, names: readonly string[]): Promise<Uses> {
  const [endpoints, shared] = await Promise.all([
    usesOfSecrets(db, names),
    sharedUsesOfSecrets(db, names),
  ])
  return { endpoints, shared }
}

function inUse({ endpoints, shared }: Uses): string {
  const quoted = (use: { name: string; id: string }) => `"${use.name}" (${use.id})`
  const more = (endpoints[0]?.total ?? 0) - endpoints.length
  const ofEndpoints = `the draft or live version of ${endpoints.map(quoted).join(', ')}${more > 0 ? ` and ${more} more` : ''}: change and publish them first`
  const ofShared = `the shared integration ${shared.map(quoted).join(', ')}: change it first`
  const users = [
    ...(shared.length > 0 ? [ofShared] : []),
    ...(endpoints.length > 0 ? [ofEndpoints] : []),
  ]
  return `It is named by ${users.join('; and by ')}`
}

function secretView(row: SecretRow, uses: Uses, vault: Vault): Secret {
  const own = uses.endpoints.filter((use) => use.secret === row.name)
  return {
    name: row.name,
    updatedBy: row.updatedBy,
    updatedAt: new Date(row.updatedAt).toISOString(),
    isReadable: vault.has(row.keyId),
    allowedOrigins: row.allowedOrigins === null ? null : [...row.allowedOrigins],
    usedBy: own,
    usedByCount: own[0]?.total ?? 0,
    usedByIntegrations: uses.shared.filter((use) => use.secret === row.name),
  }
}
