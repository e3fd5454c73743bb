import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../build/')

/** Path of a generated file, which is never committed. */
export function built(name: string): string {
  mkdirSync(folder, { recursive: true })
  return folder + name
}

/** Writes a generated file and answers its path. */
export function writeBuilt(name: string, text: string): string {
  const path = built(name)
  writeFileSync(path, text)
  return path
}
