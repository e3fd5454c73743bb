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
    throw invalidExpression(pointer, describe(error, offset))
  }
}

/** The one shape of a problem with an expression. */
export function invalidExpression(pointer: Pointer, message: string): Problem {
  return new Problem('invalid_configuration', {
    issues: [{ pointer, code: 'invalid_expression', message }],
  })
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
  throw Object.assign(error, { position })
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

function describe(error: unknown, offset: number): string {
  if (error instanceof RangeError) return 'The expression nests too deeply'
  const message = hasMessage(error) ? error.message : 'The expression is not valid'
  const position = positionOf(error)
  return position === undefined ? message : `${message} (position ${position + offset})`
}

function hasMessage(error: unknown): error is { message: string } {
  if (typeof error !== 'object' || error === null || error instanceof ExpressionError) return false
  return 'message' in error && typeof error.message === 'string' && error.message !== ''
}

function positionOf(error: unknown): number | undefined {
  const known = typeof error === 'object' && error !== null && 'position' in error
  return known && typeof error.position === 'number' ? error.position : undefined
}
