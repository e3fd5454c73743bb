import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export type Schema = Record<string, unknown>

/** The metaschema of draft-07, as its authors publish it. */
export const published07 = (): Schema => read('json-schema-draft-07')

/** The metaschema of 2020-12 and those of its vocabularies, as their authors publish them. */
export function published2020(): readonly Schema[] {
  return ['schema', ...vocabularies.map((name) => `meta/${name}`)].map((name) =>
    read(`json-schema-2020-12/${name}`),
  )
}

const vocabularies = [
  'core',
  'applicator',
  'unevaluated',
  'validation',
  'meta-data',
  'format-annotation',
  'content',
]

function read(name: string): Schema {
  const path = fileURLToPath(import.meta.resolve(`ajv/dist/refs/${name}.json`))
  return JSON.parse(readFileSync(path, 'utf8')) as Schema
}
