import type jsonata from 'jsonata'

import type { Node } from './ast.ts'
import { walk } from './ast.ts'
import { ExpressionError } from './error.ts'
import { libraryNow } from './library.ts'
import { maxOpenEvaluations, maxSequenceLength, workPerObject, workPerStep } from './limits.ts'
import { Meter, type Purse } from './meter.ts'
import { guardNatives } from './natives.ts'
import { plain } from './plain.ts'
import { newestRegex, SafeRegex } from './regex.ts'

/** Runs the whole language under counted limits. Rejects with ExpressionError. */
export interface Interpreter {
  readonly ast: Node
  /** A whole evaluation, its result as plain data. */
  evaluate(input: unknown, now: number, purse?: Purse): Promise<unknown>
  /** Part of an evaluation: its value as the language has it, paid for by the meter of the whole. */
  evaluatePart(input: object, variables: Record<string, unknown>, meter: Meter): Promise<unknown>
}

/** The environment of one evaluation, as JSONata hands it to hooks. */
interface Environment {
  readonly base: { meter?: Meter | undefined }
}

/** Throws JSONata's own error objects for a source that does not parse. */
export function interpreterOf(source: string): Interpreter {
  return metered(programOf(source))
}

/** Of a part of a parsed expression. */
export function interpreterOfNode(node: Node): Interpreter {
  const program = programOf('0')
  // The library has no other way in: what a program runs is the tree it shows.
  Object.assign(program.ast(), node)
  return metered(program)
}

function programOf(source: string): Program {
  return libraryNow()(source, {
    stack: maxOpenEvaluations,
    sequence: maxSequenceLength,
    RegexEngine: SafeRegex as unknown as RegExpConstructor,
  })
}

type Program = ReturnType<typeof jsonata>

function metered(program: Program): Interpreter {
  const ast = program.ast() as unknown as Node
  const marks = marksOf(ast)
  let starting: Meter | undefined
  instrument(program, marks, () => starting)

  const start = async (input: unknown, meter: Meter, variables?: Record<string, unknown>) => {
    try {
      // The first hook runs before the first await, so it sees the meter of this very call.
      starting = meter
      const running = program.evaluate(input, variables)
      starting = undefined
      return (await running) as unknown
    } catch (error) {
      throw asExpressionError(error)
    }
  }

  return {
    ast,
    async evaluate(input, now, purse) {
      const meter = new Meter(now, marks.mutates, purse)
      try {
        return plain(await start(input, meter))
      } finally {
        meter.settle()
      }
    },
    evaluatePart: (input, variables, meter) => start(input, meter, variables),
  }
}

/** Hooks into every step, and guards the natives the expression names. */
function instrument(program: Program, marks: Marks, starting: () => Meter | undefined): void {
  const bind = program.assign as (name: string | symbol, value: unknown) => void
  guardNatives(marks.variables, bind)
  bind(Symbol.for('jsonata.__evaluate_entry'), (node: Node, input: unknown, env: Environment) => {
    const meter = (env.base.meter ??= starting())
    if (meter === undefined) throw new ExpressionError('failed', 'unmetered')
    meter.spend(workPerStep)
    if (node.type === 'descendant' || node.type === 'wildcard') meter.spend(meter.size(input) >> 3)
  })
  bind(
    Symbol.for('jsonata.__evaluate_exit'),
    (node: Node, _input: unknown, env: Environment, result: unknown) => {
      if (env.base.meter !== undefined) leave(node, result, env.base.meter, marks)
    },
  )
}

interface Marks {
  readonly variables: ReadonlySet<string>
  /** Nodes whose value is compared or written out as text: that costs its size. */
  readonly costly: ReadonlySet<unknown>
  /** Nodes that choose what a transform operator changes. */
  readonly patterns: ReadonlySet<unknown>
  readonly updates: ReadonlySet<unknown>
  readonly mutates: boolean
}

function marksOf(ast: Node): Marks {
  const variables = new Set<string>()
  const costly = new Set<unknown>()
  const patterns = new Set<unknown>()
  const updates = new Set<unknown>()
  walk(ast, (node) => {
    if (node.type === 'variable') variables.add(String(node.value))
    if (node.type === 'binary' && ['=', '!=', 'in', '&'].includes(String(node.value)))
      costly.add(node.lhs).add(node.rhs)
    if (node.type !== 'transform') return
    variables.add('clone')
    patterns.add(node.pattern)
    updates.add(node.update)
  })
  return { variables, costly, patterns, updates, mutates: patterns.size > 0 }
}

const makers = new Set(['binary', 'function', 'apply', 'unary', 'transform'])

function leave(node: Node, result: unknown, meter: Meter, marks: Marks): void {
  if (node.type === 'regex') return newestRegex()?.countOn(meter)
  charge(node, result, meter)
  if (marks.costly.has(node)) meter.spend(meter.size(result) >> 2)
  if (marks.patterns.has(node)) requireOwned(result, meter)
  if (marks.updates.has(node)) requireSafeKeys(result)
}

function charge(node: Node, result: unknown, meter: Meter): void {
  const isMade = makers.has(node.type)
  if (typeof result === 'string' && isMade) meter.made(result)
  if (typeof result !== 'object' || result === null) return
  if (Array.isArray(result)) meter.spendArray(result)
  if (node.value === '{') meter.spend(workPerObject)
  if (isMade || node.group !== undefined) meter.size(result)
}

/** The transform operator writes into what its pattern finds: only its own copy may be found. */
function requireOwned(found: unknown, meter: Meter): void {
  for (const item of Array.isArray(found) ? found : [found]) {
    if (typeof item === 'object' && item !== null && !meter.owned.has(item))
      throw new ExpressionError('failed', 'a transform may only change its own copy')
  }
}

function requireSafeKeys(update: unknown): void {
  if (typeof update === 'object' && update !== null && Object.hasOwn(update, '__proto__'))
    throw new ExpressionError('failed', 'forbidden key')
}

function asExpressionError(error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
  if (['D1011', 'D2014', 'D2015'].includes(code)) return new ExpressionError('size', code)
  return new ExpressionError('failed', /^[A-Z]\d{4}$/.test(code) ? code : '')
}
