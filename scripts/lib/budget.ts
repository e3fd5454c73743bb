import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

import { bundlePath } from './bundle.ts'
import { root } from './paths.ts'

export interface Size {
  readonly name: string
  readonly gzipBytes: number
  readonly maxGzipBytes: number
}

const kib = 1_024

/** What the built Worker and the first page of the built dashboard weigh, gzipped, and may weigh. */
export function sizes(): readonly Size[] {
  return [
    { name: 'worker bundle', gzipBytes: gzipBytes([bundlePath]), maxGzipBytes: 200 * kib },
    {
      name: 'dashboard first load',
      gzipBytes: gzipBytes(firstLoadScripts(`${root}dist/client/`)),
      maxGzipBytes: 90 * kib,
    },
  ]
}

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

/** Each file by itself, as a server sends it. */
function gzipBytes(paths: readonly string[]): number {
  return paths.reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, 0)
}
