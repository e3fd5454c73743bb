import type { Type } from '../type.ts'

/** Reads the parts of one schema document. */
export interface Reader {
  readonly root: unknown
  /** Newer keywords mean nothing. */
  readonly isDraft7: boolean
  read(schema: unknown, depth: number): Type
}

/** Reads a subschema. */
export type ReadPart = (schema: unknown) => Type
