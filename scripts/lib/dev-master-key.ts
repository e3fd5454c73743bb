import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

import { root } from './paths.ts'

/** In the local state, so that a removed state takes the key of its secrets with it. */
const file = `${root}.wrangler/state/master-key`

/** What secrets of `npm run dev` are sealed with: made at the first start, the same ever after. */
export async function devMasterKey(): Promise<string> {
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known !== undefined) return known
  const key = randomBytes(32).toString('hex')
  await mkdir(dirname(file), { recursive: true })
  // `wx`: a key that could not be read is never replaced.
  await writeFile(file, key, { mode: 0o600, flag: 'wx' })
  return key
}
