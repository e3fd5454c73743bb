import { Alphabet, edge, holds, type Letter } from './alphabet.ts'
import { type Program, startsAnywhere } from './program.ts'

/** Places in the program where the threads of a search stand, and what they lead to. */
interface State {
  readonly places: readonly number[]
  /** Kind of the character before. */
  readonly before: number
  /** By id of the next letter; made when first asked for. */
  readonly next: (State | undefined)[]
  atEnd: boolean | undefined
}

/** Numbers all states may hold; beyond, they are forgotten and made again. */
const maxHeld = 100_000

const accepting: State = { places: [], before: 0, next: [], atEnd: true }
const refusing: State = { places: [], before: 0, next: [], atEnd: false }

/** Answers whether a text matches anywhere: a deterministic automaton, made as far as texts need it. */
export class Automaton {
  private readonly program: Program
  private readonly alphabet: Alphabet
  private readonly states = new Map<string, State>()
  private readonly seen: Float64Array
  private round = 0
  private held = 0
  /** Kinds of characters this program can tell apart. */
  private readonly kinds: number
  private readonly startsAnywhere: boolean

  constructor(program: Program) {
    this.program = program
    this.alphabet = new Alphabet(program.sets)
    this.seen = new Float64Array(program.instructions.length)
    this.kinds = program.instructions.some(({ op }) => op === 'assert') ? -1 : 0
    this.startsAnywhere = startsAnywhere(program)
  }

  test(text: string): boolean {
    if (this.alphabet.isFull) this.forget()
    let state = this.stateOf([0], edge & this.kinds)
    for (let index = 0; index < text.length; index += 1) {
      let code = text.charCodeAt(index)
      if (code >= 0xd8_00 && code < 0xdc_00) {
        code = text.codePointAt(index) ?? code
        if (code > 0xff_ff) index += 1
      }
      const letter = this.alphabet.letterOf(code)
      state = state.next[letter.id] ?? this.advance(state, letter)
      if (state === accepting) return true
      if (state === refusing) return false
    }
    return (state.atEnd ??= this.follow(state, edge) === undefined)
  }

  private advance(state: State, letter: Letter): State {
    const next = this.behind(state, letter)
    state.next[letter.id] = next
    this.held += 1
    return next
  }

  private behind(state: State, letter: Letter): State {
    const open = this.follow(state, letter.kind)
    if (open === undefined) return accepting
    const places = new Set<number>()
    for (const place of open) {
      const instruction = this.program.instructions[place]
      if (instruction?.op === 'take' && letter.isIn[instruction.set] === true) places.add(place + 1)
    }
    if (this.startsAnywhere) places.add(0)
    if (places.size === 0) return refusing
    return this.stateOf(
      [...places].sort((a, b) => a - b),
      letter.kind & this.kinds,
    )
  }

  private stateOf(places: readonly number[], before: number): State {
    const key = `${before}:${places.join()}`
    const known = this.states.get(key)
    if (known !== undefined) return known
    if (this.held > maxHeld) this.forgetStates()
    const state: State = { places, before, next: [], atEnd: undefined }
    this.states.set(key, state)
    this.held += places.length + 16
    return state
  }

  /** Where characters are taken, before one of that kind. Undefined: the text matches. */
  private follow({ places, before }: State, after: number): number[] | undefined {
    this.round += 1
    const open: number[] = []
    const stack = [...places]
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (this.seen[place] === this.round) continue
      this.seen[place] = this.round
      const instruction = this.program.instructions[place]
      switch (instruction?.op) {
        case 'match':
          return undefined
        case 'take':
          open.push(place)
          break
        case 'assert':
          if (holds(instruction.assertion, before, after)) stack.push(place + 1)
          break
        case 'jump':
          stack.push(instruction.to)
          break
        case 'split':
          stack.push(instruction.first, instruction.second)
          break
        default:
          // What groups hold, and turns that take nothing, do not change whether a text matches.
          stack.push(place + 1)
      }
    }
    return open
  }

  private forget(): void {
    this.alphabet.clear()
    this.forgetStates()
  }

  private forgetStates(): void {
    this.states.clear()
    this.held = 0
  }
}
