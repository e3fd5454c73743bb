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

/** The modules of worker/validate/json-schema/generated/, by file name. */
export async function metaSchemaModules(): Promise<Readonly<Record<string, string>>> {
  const old = new Ajv(options).addSchema(bare(published07()), 'meta')
  const next = new Ajv(options).addSchema(flat2020(), 'meta')
  return {
    'draft-07.js': await minified(generate(old, { check: 'meta' })),
    'draft-2020-12.js': await minified(generate(next, { check: 'meta' })),
  }
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
  /,parentData:[^,{}]+,parentDataProperty:[^,{}]+,rootData(?=\})/g,
  /, ?parentData, ?parentDataProperty, ?rootData ?= ?data(?=\})/g,
]

async function minified(source: string): Promise<string> {
  const result = await build({
    stdin: {
      contents: unread.reduce((text, part) => text.replaceAll(part, ''), source),
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
  })
  return `// Made by \`npm run build:meta-schemas\`. Do not edit.\n${result.outputFiles[0]?.text ?? ''}`
}
