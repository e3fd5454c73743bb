import { and, asc, eq, gt, inArray, notInArray, type SQL, sql } from 'drizzle-orm'

import type { EndpointMethod } from '#contract/endpoint.ts'
import { endpointSecretPlaces, integrationSecretPlaces } from '#contract/secret-name.ts'

import { type AuditEntry, commit } from './commit.ts'
import { nextCredentialGeneration } from './credential-generation.ts'
import type { Database } from './database.ts'
import { endpoint, endpointVersion, secret, sharedIntegration } from './schema.ts'

export type SecretRow = typeof secret.$inferSelect

/** An endpoint that names a secret, and how many of them there are. */
export interface SecretUse {
  readonly secret: string
  readonly id: string
  readonly name: string
  readonly method: EndpointMethod
  readonly path: string
  readonly total: number
}

/** Uses told per secret; the rest is counted. */
const shownUses = 20

export async function findSecret(db: Database, name: string): Promise<SecretRow | undefined> {
  return (await db.select().from(secret).where(eq(secret.name, name)).limit(1))[0]
}

/** By name. `after` is the last name already seen. */
export function listSecrets(
  db: Database,
  page: { readonly after?: string | undefined; readonly limit: number },
): Promise<SecretRow[]> {
  return db
    .select()
    .from(secret)
    .where(page.after ? gt(secret.name, page.after) : undefined)
    .orderBy(asc(secret.name))
    .limit(page.limit)
}

/** Where each of `names` may be sent; a name that no secret has is not in it. */
export async function originsOfSecrets(
  db: Database,
  names: readonly string[],
): Promise<ReadonlyMap<string, readonly string[] | null>> {
  if (names.length === 0) return new Map()
  const rows = await db
    .select({ name: secret.name, allowedOrigins: secret.allowedOrigins })
    .from(secret)
    .where(sql`${secret.name} in (select value from json_each(${JSON.stringify(names)}))`)
  return new Map(rows.map((row) => [row.name, row.allowedOrigins]))
}

/** Who uses each of the secrets: the first 20 endpoints by name. */
export function usesOfSecrets(db: Database, names: readonly string[]): Promise<SecretUse[]> {
  const numbered = sql`select *, count(*) over (partition by secret) as total, row_number() over (partition by secret order by name, id) as place
    from (${uses(sql`select value from json_each(${JSON.stringify(names)})`)})`
  return db.all<SecretUse>(
    sql`select secret, id, name, method, path, total from (${numbered}) where place <= ${shownUses} order by secret, place`,
  )
}

/** A shared integration that names a secret. */
interface SharedSecretUse {
  readonly secret: string
  readonly id: string
  readonly name: string
}

/** Which shared integrations name each of the secrets: the first 20 by name. */
export function sharedUsesOfSecrets(
  db: Database,
  names: readonly string[],
): Promise<SharedSecretUse[]> {
  const numbered = sql`select *, row_number() over (partition by secret order by name, id) as place
    from (${sharedUses(sql`select value from json_each(${JSON.stringify(names)})`)})`
  return db.all<SharedSecretUse>(
    sql`select secret, id, name from (${numbered}) where place <= ${shownUses} order by secret, place`,
  )
}

/** Creates or replaces it. */
export function writeSecret(db: Database, row: SecretRow, entry: AuditEntry) {
  const { name: _name, ...columns } = row
  return commit(db, entry, {
    statements: [
      db.insert(secret).values(row).onConflictDoUpdate({ target: secret.name, set: columns }),
      nextCredentialGeneration(db),
    ],
  })
}

/** Lost when it is gone, or an endpoint or a shared integration names it. */
export function removeSecret(db: Database, name: string, entry: AuditEntry) {
  return commit(db, entry, {
    precondition: sql`(select ${secret.name} from ${secret} where ${secret.name} = ${name} and not exists (${uses(sql`${name}`)}) and not exists (${sharedUses(sql`${name}`)}))`,
    statements: [db.delete(secret).where(eq(secret.name, name)), nextCredentialGeneration(db)],
  })
}

export function secretsSealedWith(db: Database, keyIds: readonly string[], limit: number) {
  return db
    .select()
    .from(secret)
    .where(inArray(secret.keyId, [...keyIds]))
    .limit(limit)
}

export function secretsNotSealedWith(db: Database, keyIds: readonly string[], limit: number) {
  return db
    .select({ name: secret.name, keyId: secret.keyId })
    .from(secret)
    .where(notInArray(secret.keyId, [...keyIds]))
    .limit(limit)
}

/** The same value under another key. Nothing happens when it was set anew meanwhile. */
export async function replaceSealed(
  db: Database,
  row: SecretRow,
  next: Pick<SecretRow, 'sealed' | 'keyId'>,
): Promise<void> {
  await db
    .update(secret)
    .set(next)
    .where(and(eq(secret.name, row.name), eq(secret.sealed, row.sealed)))
}

/** Endpoints whose draft or live version names one of the secrets, each once per secret. */
function uses(names: SQL): SQL {
  const { id, name, method, path, draft, liveVersion } = endpoint
  const configurations = sql`
    select ${id}, ${name}, ${method}, ${path}, ${draft} as config from ${endpoint}
    union all
    select ${id}, ${name}, ${method}, ${path}, ${endpointVersion.config} from ${endpoint}
    join ${endpointVersion} on ${endpointVersion.endpointId} = ${id} and ${endpointVersion.version} = ${liveVersion}`
  const ofEndpoint = sql`json_extract(used.config, place.value)`
  const ofIntegration = sql`json_extract(item.value, place.value)`
  const columns = sql`used.id, used.name, used.method, used.path`
  return sql`select ${ofEndpoint} as secret, ${columns}
    from (${configurations}) used, json_each(${jsonPaths(endpointSecretPlaces)}) place where ${ofEndpoint} in (${names})
    union
    select ${ofIntegration}, ${columns}
    from (${configurations}) used, json_each(used.config, '$.integrations') item, json_each(${jsonPaths(integrationSecretPlaces)}) place
    where ${ofIntegration} in (${names})`
}

function sharedUses(names: SQL): SQL {
  const { id, name, config } = sharedIntegration
  const named = sql`json_extract(${config}, place.value)`
  return sql`select distinct ${named} as secret, ${id} as id, ${name} as name
    from ${sharedIntegration}, json_each(${jsonPaths(integrationSecretPlaces)}) place where ${named} in (${names})`
}

function jsonPaths(places: readonly (readonly string[])[]): string {
  const step = (token: string) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`)
  return JSON.stringify(places.map((tokens) => `$${tokens.map(step).join('')}`))
}
