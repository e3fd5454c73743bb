import { readFile } from 'node:fs/promises'

import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'

import { draft07, draft2020 } from '#worker/validate/json-schema/generated/meta-schemas.js'

import { metaSchemaModule } from '../../scripts/lib/meta-schemas.ts'
import { published07, published2020 } from '../../scripts/lib/published-meta-schemas.ts'

const path = `${import.meta.dirname}/../../worker/validate/json-schema/generated/meta-schemas.js`

it('the validators of the metaschemas are what `npm run build:meta-schemas` makes', async () => {
  expect(await readFile(path, 'utf8')).toBe(await metaSchemaModule())
})

const options = { strict: false, validateFormats: false } as const
const values = [
  null,
  true,
  0,
  -1,
  1.5,
  'a',
  '$a',
  [],
  ['a'],
  ['a', 'a'],
  [1],
  [{}],
  {},
  { a: {} },
  { a: 1 },
]
const nested = values.flatMap((value) => [value, { a: value }, [value]])

it.each([
  ['draft-07', draft07, new Ajv(options), [published07()]],
  ['2020-12', draft2020, new Ajv2020(options), published2020()],
] as const)(
  'the validator of %s accepts what the published metaschema does',
  (_, check, ajv, parts) => {
    const keywords = parts.flatMap((part) => Object.keys(part['properties'] ?? {}))
    expect(keywords.length).toBeGreaterThan(40)
    for (const keyword of keywords)
      for (const value of nested) {
        const schema = { [keyword]: value }
        const outcome = (accepts: unknown) => `${JSON.stringify(schema)} ${String(accepts)}`
        const isNamed = keyword === '$schema' // Ajv takes it as the name of the metaschema to use.
        const accepts = isNamed ? typeof value === 'string' : ajv.validateSchema(schema)
        expect(outcome(check(schema))).toBe(outcome(accepts))
      }
  },
)
