export { compileExpression } from './compile.ts'
export { ExpressionError, type ExpressionFailure } from './error.ts'
export { compileTemplate } from './template.ts'
export type { Expression, Pointer, Scope, Template } from './types.ts'
