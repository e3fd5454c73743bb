import { Problem } from '../problem.ts'
import { walk, type Node } from './ast.ts'
import { closuresOf, runFirst } from './closures/index.ts'
import { aimAtDocument } from './document.ts'
import { ExpressionError } from './error.ts'
import { interpreterOf, type Interpreter } from './interpreter.ts'
import { LibraryMissing } from './library.ts'
import { notPlain, plainPath, type Read, readPath } from './path.ts'
import { type Reads, readsOf } from './reads.ts'
import { prepareRegex } from './regex.ts'
import { materialise } from './scope.ts'
import type { Expression, Pointer, Scope } from './types.ts'
import { unknownFunction } from './unknown-functions.ts'

/**
 * Compiles a JSONata expression once per published version. Plain paths become property reads, most other
 * constructs closures; what is left runs in the library under counted limits (docs/expressions.md).
 * Throws Problem `invalid_configuration` whose issue names the position. `offset` is where the source
 * starts in the text the author sees.
 */
export function compileExpression(source: string, pointer: Pointer, offset = 0): Expression {
  const make = () => interpreterOf(source)
  return compiled(source, parse(make, pointer, offset), make)
}

/** The same for an expression over the document alone, where `$` is the document. */
export function compileDocumentExpression(source: string, pointer: Pointer): Expression {
  const make = () => {
    const interpreter = interpreterOf(source)
    aimAtDocument(interpreter.ast)
    return interpreter
  }
  return compiled(source, parse(make, pointer, 0), make)
}

function compiled(source: string, interpreter: Interpreter, make: () => Interpreter): Expression {
  const { ast } = interpreter
  const reads = readsOf(ast)
  const path = plainPath(ast)
  const closures = closuresOf(ast)
  const interpret = interpretWith(closures === undefined ? interpreter : undefined, make, reads)
  const run = closures === undefined ? interpret : runFirst(closures, reads, interpret)
  return {
    source,
    path,
    integrations: [...reads.integrations],
    readsRequestBody: reads.request.has('body'),
    readsBody: reads.roots.has('body'),
    caller: { headers: [...reads.headers], principal: reads.roots.has('principal') },
    roots: [...reads.roots],
    evaluate: path === undefined ? run : readFirst(readPath(path), run),
  }
}

function readFirst(read: Read, otherwise: (scope: Scope) => unknown): (scope: Scope) => unknown {
  return (scope) => {
    const value = read(scope)
    return value === notPlain ? otherwise(scope) : value
  }
}

/** An interpreter holds 15 KB. Closures hardly ever need one, so it is made again when they do. */
function interpretWith(
  interpreter: Interpreter | undefined,
  make: () => Interpreter,
  reads: Reads,
): (scope: Scope) => Promise<unknown> {
  let current = interpreter
  return async (scope) => {
    current ??= make()
    return current.evaluate(materialise(scope, reads), scope.ctx.now(), scope.purse)
  }
}

function parse(make: () => Interpreter, pointer: Pointer, offset: number): Interpreter {
  try {
    const interpreter = make()
    walk(interpreter.ast, requireAllowed)
    requireKnown(interpreter.ast)
    return interpreter
  } catch (error) {
    if (error instanceof LibraryMissing) throw error
    const start = startOf(error)
    throw invalidExpression(pointer, describe(error), start === undefined ? start : start + offset)
  }
}

/** The one shape of a problem with an expression. `position`: where it begins in what the author wrote, from 0. */
export function invalidExpression(pointer: Pointer, message: string, position?: number): Problem {
  const code = 'invalid_expression'
  const issue =
    position === undefined
      ? { pointer, code, message }
      : { pointer, code, message: `${message} (position ${position})`, position }
  return new Problem('invalid_configuration', { issues: [issue] })
}

function requireAllowed(node: Node): void {
  if (node.type === 'variable' && node.value === 'eval')
    throw new SyntaxError('$eval is not available: write the expression itself')
  if (node.type === 'regex' && node.value instanceof RegExp) requireLinear(node, node.value)
}

/** Calling what nobody defines always fails. */
function requireKnown(ast: Node): void {
  const unknown = unknownFunction(ast)
  if (unknown === undefined) return
  const { name, nearest, position } = unknown
  const help = nearest === undefined ? 'correct its name' : `did you mean $${nearest}?`
  const error = new SyntaxError(`There is no function $${name}; ${help}`)
  throw Object.assign(error, { start: position })
}

function requireLinear(node: Node, regex: RegExp): void {
  if (node.predicate !== undefined || node.group !== undefined)
    throw new SyntaxError('A regular expression cannot be indexed')
  try {
    prepareRegex(regex)
  } catch {
    throw new SyntaxError(
      `The regular expression /${regex.source}/ is not available: look-around and back-references do not run in linear time`,
    )
  }
}

function describe(error: unknown): string {
  if (error instanceof RangeError) return 'The expression nests too deeply'
  return hasMessage(error) ? error.message : 'The expression is not valid'
}

function hasMessage(error: unknown): error is { message: string } {
  if (typeof error !== 'object' || error === null || error instanceof ExpressionError) return false
  return 'message' in error && typeof error.message === 'string' && error.message !== ''
}

/** The parser says where the token ends that it stumbled over, and which it is. */
function startOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  if ('start' in error) return typeof error.start === 'number' ? error.start : undefined
  if (!('position' in error) || typeof error.position !== 'number') return undefined
  const token = 'token' in error ? String(error.token) : ''
  const length = token === '(end)' ? 0 : Math.max(1, token.length)
  return Math.max(0, error.position - length)
}
