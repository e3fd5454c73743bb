import { type LinearRegex, linearRegex } from '../lib/regex/index.ts'
import { workPerStep } from './limits.ts'
import type { Meter } from './meter.ts'
import { ExpressionError } from './error.ts'

const compiled = new WeakMap<RegExp, LinearRegex>()

/**
 * Prepares a regular expression for linear-time matching.
 * Throws when it uses what such an engine cannot do: look-around and back-references.
 */
export function prepareRegex(regex: RegExp): LinearRegex {
  const known = compiled.get(regex)
  if (known !== undefined) return known
  const { ignoreCase, multiline } = regex
  const prepared = linearRegex(regex.source, { ignoreCase, multiline })
  compiled.set(regex, prepared)
  return prepared
}

let newest: SafeRegex | undefined

/** The engine made last. JSONata makes one and ends the step in one synchronous run, so it is the step's. */
export function newestRegex(): SafeRegex | undefined {
  return newest
}

/** What JSONata uses instead of RegExp: same face, linear time, all work is counted. */
export class SafeRegex {
  lastIndex = 0
  private meter: Meter | undefined
  private readonly engine: LinearRegex

  constructor(regex: RegExp) {
    this.engine = prepareRegex(regex)
    // oxlint-disable-next-line typescript/no-this-alias -- the only way to it: JSONata keeps its engines
    newest = this
  }

  /** Names the evaluation that pays for the work. */
  countOn(meter: Meter): void {
    this.meter = meter
  }

  exec(text: string): (RegExpMatchArray & { index: number }) | null {
    const { meter } = this
    if (meter === undefined) throw new ExpressionError('failed', 'unmetered regex')
    meter.spend(workPerStep)
    const from = this.lastIndex
    this.lastIndex = 0
    const slots =
      from > text.length ? undefined : this.engine.find(text, from, (units) => meter.spend(units))
    if (slots === undefined) return null
    const [index = 0, end = 0] = slots
    this.lastIndex = end
    const match = Array.from({ length: slots.length / 2 }, (_, group) =>
      textOf(text, slots[group * 2], slots[group * 2 + 1]),
    )
    return Object.assign(match as RegExpMatchArray, { index })
  }
}

function textOf(text: string, from = -1, to = -1): string | undefined {
  return from === -1 || to === -1 ? undefined : text.slice(from, to)
}
