import type { Flags, Node } from './types.ts'

const controls: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13 }

const property = /\{(\w+)(?:=(\w+))?\}|([A-Z])/y
const hex = /x([\da-fA-F]{2})/y
const pair = /u([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})/y
const unit = /u(?:([\da-fA-F]{4})|\{([\da-fA-F]+)\})/y
const control = /c([A-Za-z])/y
const nul = /0(?!\d)/y

/** The part of the parser that reads single characters and sets of them. */
export class Escapes {
  protected at = 0
  protected readonly source: string
  protected flags: Flags

  constructor(source: string, flags: Flags) {
    this.source = source
    this.flags = flags
  }

  /** A code point, or a set as ECMA-262 writes it, such as `\d`. */
  protected characters(member: number | string): Node {
    const { ignoreCase, dotAll } = this.flags
    const flags = `u${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}`
    const set =
      typeof member === 'number' && !ignoreCase
        ? String.fromCodePoint(member)
        : new RegExp(`^${written(member)}$`, flags)
    return { type: 'set', set, nullable: false }
  }

  /** The members of a class behind its bracket, written again so that they mean the same under the flag `u`. */
  protected members(): string {
    let members = this.skip('^') ? '[^' : '['
    while (!this.skip(']')) {
      const low = this.member()
      const isRange = this.source[this.at] === '-' && this.source[this.at + 1] !== ']'
      if (!isRange) {
        members += written(low)
        continue
      }
      this.at += 1
      const high = this.member()
      const isInOrder = typeof low === 'string' || typeof high === 'string' || low <= high
      if (!isInOrder) this.fail('A range is out of order')
      // Next to a set, as in [\w-.], the hyphen stands for itself.
      const isReal = typeof low === 'number' && typeof high === 'number'
      members += written(low) + (isReal ? '-' : String.raw`\-`) + written(high)
    }
    return `${members}]`
  }

  private member(): number | string {
    if (!this.skip('\\')) return this.codePoint()
    return this.skip('b') ? 8 : this.escape()
  }

  /** What stands behind a backslash. */
  protected escape(): number | string {
    const letter = this.source[this.at] ?? this.fail('A lone backslash')
    if (Object.hasOwn(controls, letter)) return this.take(controls[letter] ?? 0)
    if ('dDwWsS'.includes(letter)) return this.take(`\\${letter}`)
    if (letter === 'p' || letter === 'P') return this.property(this.take(letter))
    const numbered = this.numbered()
    if (numbered !== undefined) return numbered
    if (letter === 'k' || /[1-9]/.test(letter)) this.fail('Back-references are not available')
    return /[A-Za-z\d]/.test(letter) ? this.fail('An unknown escape') : this.codePoint()
  }

  private numbered(): number | undefined {
    const [, high, low] = this.match(pair) ?? []
    if (high !== undefined && low !== undefined)
      return String.fromCharCode(Number.parseInt(high, 16), Number.parseInt(low, 16)).codePointAt(0)
    const found = this.match(hex) ?? this.match(unit)
    if (found !== undefined) return this.known(Number.parseInt(found[1] ?? found[2] ?? '', 16))
    const [, letter] = this.match(control) ?? []
    if (letter !== undefined) return letter.charCodeAt(0) % 32
    return this.match(nul) === undefined ? undefined : 0
  }

  private known(codePoint: number): number {
    return codePoint > 0x10_ff_ff ? this.fail('No such character') : codePoint
  }

  /** `\p{Letter}`, `\p{Script=Greek}`, and as RE2 writes them, `\pL` and `\p{Greek}`. */
  private property(letter: string): string {
    const [, name, value, short = ''] = this.match(property) ?? this.fail('An unknown property')
    const asked = value === undefined ? (name ?? short) : `${name}=${value}`
    const known = [asked, `Script=${asked}`].find(isProperty)
    return `\\${letter}{${known ?? this.fail('An unknown property')}}`
  }

  protected codePoint(): number {
    const found = this.source.codePointAt(this.at) ?? this.fail('A class is not closed')
    this.at += found > 0xff_ff ? 2 : 1
    return found
  }

  private take<T>(value: T): T {
    this.at += 1
    return value
  }

  protected skip(character: string): boolean {
    if (this.source[this.at] !== character) return false
    this.at += 1
    return true
  }

  protected match(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at
    const found = sticky.exec(this.source)
    if (found === null) return undefined
    this.at = sticky.lastIndex
    return found
  }

  protected fail(reason: string): never {
    throw new SyntaxError(`${reason} (position ${this.at})`)
  }
}

function written(member: number | string): string {
  return typeof member === 'number' ? `\\u{${member.toString(16)}}` : member
}

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'u').unicode
  } catch {
    return false
  }
}
