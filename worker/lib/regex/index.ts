import { Automaton } from './automaton.ts'
import { programOf } from './program.ts'
import { Search, type Slots, type Spend } from './search.ts'
import type { Flags } from './types.ts'

/** A regular expression that takes time linear in the text, whatever it says (docs/decisions/0015-bundle-size.md). */
export interface LinearRegex {
  /** Instructions: for one character, at most as many are looked at. */
  readonly size: number
  /** Whether it matches anywhere. */
  test(text: string): boolean
  /** The first match at or behind an index. `spend` is told the work as it is done. */
  find(text: string, from: number, spend: Spend): Slots | undefined
}

/** Throws SyntaxError for what is none, and for look-around and back-references, which cannot be linear. */
export function linearRegex(source: string, flags: Partial<Flags> = {}): LinearRegex {
  const program = programOf(source, {
    ignoreCase: false,
    multiline: false,
    dotAll: false,
    ...flags,
  })
  let automaton: Automaton | undefined
  let search: Search | undefined
  return {
    size: program.instructions.length,
    test: (text) => (automaton ??= new Automaton(program)).test(text),
    find: (text, from, spend) => (search ??= new Search(program)).find(text, from, spend),
  }
}
