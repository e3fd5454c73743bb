import type { FieldSchema } from './schema.ts'

export interface FieldProps {
  readonly schema: FieldSchema
  /** Name of the member; the label when the schema has no title. */
  readonly name: string
  readonly pointer: string
  readonly required?: boolean
}
