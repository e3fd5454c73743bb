/** A schema that cannot be used, and where. */
export class SchemaFault extends Error {
  /** JSON Pointer into the schema. */
  readonly pointer: string

  constructor(pointer: string, message: string) {
    super(message)
    this.pointer = pointer
  }
}
