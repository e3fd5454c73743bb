import { readFile } from 'node:fs/promises'

import { expect, it } from 'vitest'

import { metaSchemaModules } from '../../scripts/lib/meta-schemas.ts'

const folder = `${import.meta.dirname}/../../worker/validate/json-schema/generated`

it('the validators of the metaschemas are what `npm run build:meta-schemas` makes', async () => {
  for (const [name, text] of Object.entries(await metaSchemaModules()))
    expect(await readFile(`${folder}/${name}`, 'utf8')).toBe(text)
})
