import { existsSync } from 'node:fs'

import { finish } from './children.ts'
import { bin, root } from './paths.ts'

/** The deployable Worker, as `wrangler deploy` would upload it. */
export const bundlePath = `${root}dist/worker/index.js`

/** Modules that stay apart, by their path beside the main one. */
export const apartModules = ['platform/generated/postgres-driver.mjs']

/** Builds dashboard and Worker into dist/. Needs no network and no account. */
export async function buildBundle(): Promise<void> {
  await finish(bin('wrangler'), ['deploy', '--dry-run', '--outdir', 'dist/worker'])
  if (!existsSync(bundlePath)) throw new Error(`the build left no ${bundlePath}`)
}
