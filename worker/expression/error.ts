/** Why an expression did not answer: `fuel` and `size` are limits, `failed` is the expression's own error. */
export type ExpressionFailure = 'fuel' | 'size' | 'failed'

const messages = {
  fuel: 'The expression needs more steps than allowed',
  size: 'The expression makes a value larger than allowed',
  failed: 'The expression failed',
} as const satisfies Record<ExpressionFailure, string>

/** Thrown by expressions at run time. The message never holds data of the request. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError'
  readonly code: ExpressionFailure

  /** `reason` is a code of the language such as T2001, never text made from data. */
  constructor(code: ExpressionFailure, reason = '') {
    super(reason === '' ? messages[code] : `${messages[code]} (${reason})`)
    this.code = code
  }
}
