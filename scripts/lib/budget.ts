import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { type BundleModule, bundleModules, startModules } from './bundle.ts'
import { root } from './paths.ts'

export interface Size {
  readonly name: string
  readonly gzipBytes: number
  readonly maxGzipBytes: number
}

const kib = 1_024

/**
 * What the built Worker and the first page of the built dashboard weigh, gzipped, and may weigh. The Worker counts
 * twice: what every isolate evaluates before it answers, and all modules that are uploaded.
 */
export function sizes(): readonly Size[] {
  const firstLoad = firstLoadScripts(`${root}dist/client/`)
  return [
    size('worker start', startModules().map(contentsOf), 200),
    size('worker with all on demand', bundleModules().map(contentsOf), 350),
    size(
      'dashboard first load',
      firstLoad.map((path) => readFileSync(path)),
      90,
    ),
  ]
}

/** Each file by itself, as a server sends it. */
function size(name: string, files: readonly (string | Buffer)[], maxKib: number): Size {
  const gzipBytes = files.reduce((sum, file) => sum + gzipSync(file).length, 0)
  return { name, gzipBytes, maxGzipBytes: maxKib * kib }
}

const contentsOf = ({ contents }: BundleModule) => contents

/** The entry and everything it imports statically: Vite writes them all into index.html. */
function firstLoadScripts(clientDir: string): readonly string[] {
  const html = readFileSync(`${clientDir}index.html`, 'utf8')
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? []
  const scripts = tags
    .filter((tag) => tag.startsWith('<script') || /rel="?modulepreload/.test(tag))
    .flatMap((tag) => /(?:src|href)="?\/?([^"\s>]+\.js)/.exec(tag)?.[1] ?? [])
  if (scripts.length === 0) throw new Error('index.html of the dashboard loads no script')
  return [...new Set(scripts)].map((path) => clientDir + path)
}
