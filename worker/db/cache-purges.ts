import { sql } from 'drizzle-orm'

import { type PurgeSource, tagHash } from '../cache/purges.ts'
import type { Database } from './database.ts'
import { cachePurge, cacheState } from './schema.ts'

const rowsPerRead = 5_000
/** The newest tags that are told apart; what was stored before the oldest of them counts as purged. */
const keptTags = 20_000

/** Purges in D1. A caller waits for `readDb`; nobody does for `db`. */
export function createPurgeSource(readDb: Database, db: Database): PurgeSource {
  return {
    since: (generation) => purgesSince(readDb, generation, rowsPerRead),
    async add(tagHashes) {
      await db.batch(purgeStatements(db, tagHashes))
    },
  }
}

/** Belongs into the batch of a change that makes cached answers wrong. */
export function purgeTags(db: Database, tags: readonly string[]) {
  return purgeStatements(db, tags.map(tagHash))
}

/** Gives the tags the next number. */
export function purgeStatements(db: Database, tagHashes: readonly string[]) {
  const next = db
    .insert(cacheState)
    .values({ id: 1, generation: 1, floor: 0 })
    .onConflictDoUpdate({
      target: cacheState.id,
      set: { generation: sql`${cacheState.generation} + 1` },
    })
  // One JSON parameter: D1 takes no more than 100. `where true` keeps ON from being read as a join's.
  const numbered = db
    .insert(cachePurge)
    .select(
      sql`select value, ${cacheState.generation} from ${cacheState}, json_each(${JSON.stringify(tagHashes)}) where true`,
    )
    .onConflictDoUpdate({
      target: cachePurge.tag,
      set: { generation: sql`excluded.generation` },
    })
  return [next, numbered] as const
}

/**
 * Everything purged after `generation`. State and rows of a page are of one moment; a row that moves meanwhile
 * moves to a later page, and one that is swept away is below the floor of that page.
 */
export async function purgesSince(db: Database, generation: number, pageSize: number) {
  const purged = new Map<string, number>()
  let first: number | undefined
  for (let after = { generation, tag: afterAllTags }; ;) {
    // oxlint-disable-next-line no-await-in-loop -- each page names the next
    const [states, rows] = await db.batch([
      db.select().from(cacheState).limit(1),
      db
        .select()
        .from(cachePurge)
        .where(
          sql`(${cachePurge.generation}, ${cachePurge.tag}) > (${after.generation}, ${after.tag})`,
        )
        .orderBy(cachePurge.generation, cachePurge.tag)
        .limit(pageSize),
    ])
    for (const row of rows) purged.set(row.tag, row.generation)
    first ??= states[0]?.generation ?? 0
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize)
      return { generation: first, floor: states[0]?.floor ?? 0, purged }
    after = last
  }
}

/** Hashes are hexadecimal, so all come before. */
const afterAllTags = '~'

/** Housekeeping: forgets all but the newest purges. */
export async function sweepPurges(db: Database, kept = keptTags): Promise<void> {
  const beyond = sql`(select ${cachePurge.generation} from ${cachePurge} order by ${cachePurge.generation} desc, ${cachePurge.tag} desc limit 1 offset ${kept})`
  await db.batch([
    db.update(cacheState).set({ floor: sql`max(${cacheState.floor}, coalesce(${beyond}, 0))` }),
    db
      .delete(cachePurge)
      .where(sql`${cachePurge.generation} <= (select ${cacheState.floor} from ${cacheState})`),
  ])
}
