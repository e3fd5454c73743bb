// `npm run build:meta-schemas`: Ajv's standalone validators of the metaschemas, as modules without eval.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { metaSchemaModules } from './lib/meta-schemas.ts'

const folder = fileURLToPath(
  new URL('../worker/validate/json-schema/generated/', import.meta.url).href,
)
for (const [name, text] of Object.entries(await metaSchemaModules()))
  await writeFile(join(folder, name), text)
