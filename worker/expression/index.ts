export { compileExpression } from './compile.ts'
export { ExpressionError } from './error.ts'
export { compileTemplate } from './template.ts'
export type { Expression } from './types.ts'
