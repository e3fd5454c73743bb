import { readFile, writeFile } from 'node:fs/promises'

import { root } from './paths.ts'

/**
 * A copy of wrangler.toml that has what needs the paid plan when it is deployed, and nothing on this machine. It lies
 * beside the original: paths and the local state are found from where it is.
 */
export async function localConfig(): Promise<string> {
  const path = `${root}.wrangler.dev.toml`
  const original = await readFile(`${root}wrangler.toml`, 'utf8')
  const loader = '[[worker_loaders]]\nbinding = "LOADER"\n'
  const hasLoader = /^\[\[worker_loaders\]\]/m.test(original)
  await writeFile(path, hasLoader ? original : `${original}\n${loader}`)
  return path
}
