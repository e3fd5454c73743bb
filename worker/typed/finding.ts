/** What the types say of a place in an expression. */
export interface Finding {
  readonly code: 'unknown_field' | 'impossible_type'
  readonly message: string
  /** Where it begins in the text that the author sees, from 0; undefined: all of it. */
  readonly position: number | undefined
  /** error: where it is evaluated it never gives a value, for no document the schemas allow. */
  readonly severity: 'error' | 'warning'
}
