// `npm run build:meta-schemas`: Ajv's standalone validators of the metaschemas, as a module without eval.
import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import { metaSchemaModule } from './lib/meta-schemas.ts'

const path = '../worker/validate/json-schema/generated/meta-schemas.js'
await writeFile(fileURLToPath(new URL(path, import.meta.url).href), await metaSchemaModule())
