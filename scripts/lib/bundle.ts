import { existsSync } from 'node:fs'

import { finish } from './children.ts'
import { root } from './paths.ts'

/** The deployable Worker, as `wrangler deploy` uploads it. */
export const bundlePath = `${root}dist/worker/index.mjs`

/** Builds dashboard and Worker into dist/. Needs no network and no account. */
export async function buildBundle(): Promise<void> {
  await finish('npm', ['run', '--silent', 'build'])
  if (!existsSync(bundlePath)) throw new Error(`the build left no ${bundlePath}`)
}
