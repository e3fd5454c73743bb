import { Ajv } from 'ajv'
import { default as generate } from 'ajv/dist/standalone/index.js'
import { build } from 'esbuild'

import { published07, published2020, type Schema } from './published-meta-schemas.ts'

const options = {
  code: { source: true, esm: true },
  allErrors: true,
  strict: false,
  validateFormats: false,
  inlineRefs: false,
  // The words are ours: worker/validate/json-schema/meta-schema.ts.
  messages: false,
  meta: false,
  validateSchema: false,
} as const

/** The module worker/validate/json-schema/generated/meta-schemas.js. */
export async function metaSchemaModule(): Promise<string> {
  const ajv = new Ajv(options).addSchema(bare(published07()), '07').addSchema(flat2020(), '2020')
  return await minified(generate(ajv, { draft07: '07', draft2020: '2020' }))
}

/**
 * The 2020-12 metaschema as one schema: its vocabularies side by side, and their dynamic references to "the
 * whole metaschema" as plain ones. Says the same in half of the code, in words that draft-07 has too.
 */
function flat2020(): Schema {
  const parts = published2020()
  const merged = (key: string) =>
    Object.assign({}, ...parts.map((part) => part[key] ?? {})) as Schema
  const flat = {
    type: ['object', 'boolean'],
    $defs: merged('$defs'),
    properties: merged('properties'),
  }
  const text = JSON.stringify(flat)
    .replaceAll('"$dynamicRef":"#meta"', '"$ref":"#"')
    .replaceAll(/"meta\/[\w-]+#/g, '"#')
  return bare(JSON.parse(text) as Schema)
}

const describing = new Set(['$id', '$schema', '$comment', 'title', 'default', 'examples', 'format'])

/** Without what asserts nothing. Members of `properties` keep their names. */
function bare(schema: unknown, isMap = false): Schema {
  if (typeof schema !== 'object' || schema === null) return schema as Schema
  if (Array.isArray(schema)) return schema.map((item) => bare(item)) as unknown as Schema
  const kept = Object.entries(schema).filter(([key]) => isMap || !describing.has(key))
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      bare(value, !isMap && /^(properties|\$defs|definitions)$/.test(key)),
    ]),
  )
}

/** What the errors carry and nobody reads. */
const unread = [
  /,schemaPath:"[^"]*"/g,
  /, ?parentData(:[^,{}]+)?, ?parentDataProperty(:[^,{}]+)?, ?rootData( ?= ?data)?(?=\})/g,
]

/** How Ajv keeps an error, in words that say the same in half as many. */
const keeping =
  /const (err\d+) = (\{[^;]*\});\s*if\(vErrors === null\)\{\s*vErrors = \[\1\];\s*\}\s*else \{\s*vErrors\.push\(\1\);\s*\}/g

async function minified(source: string): Promise<string> {
  const read = unread.reduce((text, part) => text.replaceAll(part, ''), source)
  const left = /\b(schemaPath|parentData\w*|rootData)\b/.exec(read)
  if (left) throw new Error(`Ajv writes ${left[0]} in a way that is not known here`)
  const result = await build({
    stdin: {
      contents: read.replaceAll(keeping, '(vErrors ??= []).push($2);'),
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  })
  return `// Made by \`npm run build:meta-schemas\`. Do not edit.\n${result.outputFiles[0]?.text ?? ''}`
}
