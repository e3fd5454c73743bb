import { buildBundle } from '../../scripts/lib/bundle.ts'

/** Suites that run the real bundle build it first, unless `npm test` has done so for all of them. */
export async function setup(): Promise<void> {
  if (process.env['ECLUSE_PREBUILT'] !== '1') await buildBundle()
}
