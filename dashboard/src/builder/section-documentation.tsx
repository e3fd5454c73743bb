import { SchemaForm } from '../form/schema-form.tsx'
import { configSchema } from './config-schema.ts'

/** What callers read in the OpenAPI document. */
export function DocumentationSection() {
  return (
    <SchemaForm
      schema={configSchema.properties?.['documentation'] ?? {}}
      pointer="/documentation"
      only={['summary', 'tags', 'notes', 'deprecated']}
    />
  )
}
