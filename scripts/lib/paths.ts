import { fileURLToPath } from 'node:url'

/** Top of the repository, with a trailing slash. */
export const root = fileURLToPath(new URL('../../', import.meta.url).href)
/** Where a local tool of node_modules is started from. */
export const bin = (name: string) => `${root}node_modules/.bin/${name}`
