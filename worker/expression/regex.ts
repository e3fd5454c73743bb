import { RE2JS } from 're2js'

import { workPerStep } from './limits.ts'
import type { Meter } from './meter.ts'
import { ExpressionError } from './error.ts'

const compiled = new WeakMap<RegExp, RE2JS>()

/**
 * Prepares a regular expression for linear-time matching.
 * Throws when it uses what such an engine cannot do: look-around and back-references.
 */
export function prepareRegex(regex: RegExp): RE2JS {
  const known = compiled.get(regex)
  if (known !== undefined) return known
  const flags =
    (regex.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (regex.multiline ? RE2JS.MULTILINE : 0)
  const prepared = RE2JS.compile(RE2JS.translateRegExp(regex.source), flags)
  compiled.set(regex, prepared)
  return prepared
}

let newest: SafeRegex | undefined

/** The engine made last. JSONata makes one and ends the step in one synchronous run, so it is the step's. */
export function newestRegex(): SafeRegex | undefined {
  return newest
}

/** What JSONata uses instead of RegExp: same face, linear time, every character looked at is counted. */
export class SafeRegex {
  lastIndex = 0
  private meter: Meter | undefined
  private readonly engine: RE2JS

  constructor(regex: RegExp) {
    this.engine = prepareRegex(regex)
    // oxlint-disable-next-line typescript/no-this-alias -- the only way to it: JSONata keeps its engines
    newest = this
  }

  /** Names the evaluation that pays for the characters looked at. */
  countOn(meter: Meter): void {
    this.meter = meter
  }

  exec(text: string): (RegExpMatchArray & { index: number }) | null {
    const { meter } = this
    if (meter === undefined) throw new ExpressionError('failed', 'unmetered regex')
    meter.spend(workPerStep)
    const counted = new CountedText(text, meter, this.engine.programSize())
    // re2js takes String objects; its types only know primitives.
    const matcher = this.engine.matcher(counted as unknown as string)
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0
      return null
    }
    this.lastIndex = matcher.end()
    const groups = Array.from(
      { length: matcher.groupCount() },
      (_, group) => matcher.group(group + 1) ?? undefined,
    )
    const match = [matcher.group() ?? '', ...groups] as unknown as RegExpMatchArray
    return Object.assign(match, { index: matcher.start() })
  }
}

/** Text that charges for every character the engine looks at. */
class CountedText extends String {
  private readonly meter: Meter
  private readonly unitsPerCharacter: number

  constructor(text: string, meter: Meter, programSize: number) {
    super(text)
    this.meter = meter
    this.unitsPerCharacter = 4 + (programSize >> 1)
  }

  override charCodeAt(index: number): number {
    this.meter.spend(this.unitsPerCharacter)
    return super.charCodeAt(index)
  }

  override indexOf(text: string, from?: number): number {
    const found = super.indexOf(text, from)
    this.meter.spend(1 + (((found === -1 ? this.length : found) - (from ?? 0)) >> 7))
    return found
  }
}
