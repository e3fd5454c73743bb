import { SchemaForm } from '../form/schema-form.tsx'
import { configSchema } from './config-schema.ts'

/** JSON Schemas of the parts of a request, and of the answer. */
export function ValidationSection() {
  return (
    <SchemaForm
      schema={configSchema.properties?.['validation'] ?? {}}
      pointer="/validation"
      only={['params', 'query', 'headers', 'body', 'maxDepth', 'response']}
    />
  )
}
