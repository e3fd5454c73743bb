import type { Assertion, CharacterSet } from './types.ts'

/** What an expression can tell about a character: characters it cannot tell apart share a letter. */
export interface Letter {
  readonly id: number
  /** What it is to an assertion. */
  readonly kind: number
  /** By number of a set of the program, whether it is in. */
  readonly isIn: readonly boolean[]
}

const lineBreak = 1
const wordCharacter = 2
const foldedWordCharacter = 4

/** What stands before the first and behind the last character. */
export const edge = 8

/** Characters beyond ASCII that are remembered, and booleans that all letters may hold. */
const maxKnown = 4_096
const maxHeld = 1_000_000

/**
 * The characters of a text as letters. What a class, a category or a case means is asked of the platform's own
 * RegExp, about one character at a time, where it cannot backtrack: Unicode needs no tables here.
 */
export class Alphabet {
  private readonly sets: readonly CharacterSet[]
  private readonly ascii: (Letter | undefined)[] = Array.from({ length: 128 })
  private readonly known = new Map<number, Letter>()
  private readonly letters = new Map<string, Letter>()

  constructor(sets: readonly CharacterSet[]) {
    this.sets = sets
  }

  letterOf(codePoint: number): Letter {
    const known = codePoint < 128 ? this.ascii[codePoint] : this.known.get(codePoint)
    return known ?? this.learn(codePoint)
  }

  /** True: too much is held; clear() it, and whatever holds letters. */
  get isFull(): boolean {
    return this.letters.size * (this.sets.length + 1) > maxHeld
  }

  clear(): void {
    this.ascii.fill(undefined)
    this.known.clear()
    this.letters.clear()
  }

  private learn(codePoint: number): Letter {
    const character = String.fromCodePoint(codePoint)
    const kind = kindOf(character)
    let key = String(kind)
    const isIn = this.sets.map((set) => {
      const is = typeof set === 'string' ? set === character : set.test(character)
      key += is ? '1' : '0'
      return is
    })
    const letter = this.letters.get(key) ?? { id: this.letters.size, kind, isIn }
    this.letters.set(key, letter)
    if (codePoint < 128) this.ascii[codePoint] = letter
    else if (this.known.size < maxKnown) this.known.set(codePoint, letter)
    return letter
  }
}

/** What a character, or the lack of one, is to an assertion. */
export function kindOf(character: string | undefined): number {
  if (character === undefined) return edge
  if (/^\w$/.test(character)) return wordCharacter + foldedWordCharacter
  if (/^\w$/iu.test(character)) return foldedWordCharacter
  return /^.$/u.test(character) ? 0 : lineBreak
}

/** Whether an assertion holds between two characters. */
export function holds(assertion: Assertion, before: number, after: number): boolean {
  switch (assertion.at) {
    case 'start':
      return before === edge
    case 'end':
      return after === edge
    case 'lineStart':
      return (before & (edge | lineBreak)) !== 0
    case 'lineEnd':
      return (after & (edge | lineBreak)) !== 0
    case 'boundary': {
      const mask = assertion.fold ? foldedWordCharacter : wordCharacter
      return ((before & mask) === (after & mask)) === assertion.isNegated
    }
  }
}
