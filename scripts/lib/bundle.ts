import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'

import { finish } from './children.ts'
import { root } from './paths.ts'

const bundleDir = `${root}dist/worker/`
const entry = 'index.mjs'

/** A module of the deployable Worker, as `wrangler deploy` uploads it. */
export interface BundleModule {
  readonly name: string
  readonly contents: string
}

/** All modules of the deployable Worker, the entry first. */
export function bundleModules(): readonly BundleModule[] {
  const names = readdirSync(bundleDir).filter((name) => name.endsWith('.mjs') && name !== entry)
  return [entry, ...names.sort()].map((name) => ({
    name,
    contents: readFileSync(bundleDir + name, 'utf8'),
  }))
}

/** The entry and everything it imports statically: what every isolate evaluates before its first answer. */
export function startModules(): readonly BundleModule[] {
  const modules = new Map(bundleModules().map((module) => [module.name, module]))
  const found = new Set([entry])
  // A set grows while it is walked.
  for (const name of found)
    for (const imported of staticImports(modules.get(name)?.contents ?? '')) found.add(imported)
  return [...modules.values()].filter(({ name }) => found.has(name))
}

function staticImports(code: string): readonly string[] {
  return [...code.matchAll(/\b(?:from|import)\s*["'](\.\/[^"']+)["']/g)].map(([, path = '']) =>
    basename(path),
  )
}

/** Builds dashboard and Worker into dist/. Needs no network and no account. */
export async function buildBundle(): Promise<void> {
  await finish('npm', ['run', '--silent', 'build'])
  if (!existsSync(bundleDir + entry)) throw new Error(`the build left no ${bundleDir}${entry}`)
}
