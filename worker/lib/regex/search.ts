import { Alphabet, edge, holds, kindOf, type Letter } from './alphabet.ts'
import { firstSets, type Instruction, type Program, startsAnywhere } from './program.ts'

/** Where groups begin and end in the text, two numbers for each; -1 while a group has not matched. */
export type Slots = readonly number[]

/** Is told units of work; may throw to stop it. */
export type Spend = (units: number) => void

/** Threads in the order in which a backtracking engine would try them: where in the program, and what was found. */
class Threads {
  readonly places: number[] = []
  readonly slots: Slots[] = []

  add(place: number, slots: Slots): void {
    this.places.push(place)
    this.slots.push(slots)
  }
}

/** Units of work, about 10 ns each: an instruction looked at, and a character. */
const unitsPerInstruction = 2
const unitsPerCharacter = 4

/** How far a search has come. */
interface Scan {
  readonly from: number
  readonly spend: Spend
  threads: Threads
  /** The best match so far; threads that are left would be preferred to it. */
  found: Slots | undefined
  /** Kind of the character before. */
  before: number
}

/** Where in a text threads are, the kinds of the characters on both sides, and who pays. */
interface Position {
  readonly index: number
  readonly spend: Spend
  readonly before: number
  readonly after: number
}

/**
 * Finds the match a backtracking engine would find, and its groups, in one pass: all ways are followed at once,
 * in the order in which they would be tried (Pike's machine).
 */
export class Search {
  private readonly program: Program
  private readonly alphabet: Alphabet
  private readonly startsAnywhere: boolean
  private readonly firstSets: readonly number[] | undefined
  /** By id of a letter, whether a match may begin with it. */
  private readonly begins: (boolean | undefined)[] = []
  private readonly seen: Float64Array
  private round = 0
  private readonly waiting = new Threads()
  private readonly unset: Slots

  constructor(program: Program) {
    this.program = program
    this.alphabet = new Alphabet(program.sets)
    this.startsAnywhere = startsAnywhere(program)
    this.firstSets = firstSets(program)
    this.unset = Array.from({ length: program.groups * 2 }, () => -1)
    this.seen = new Float64Array(program.instructions.length * 2)
  }

  /** The first match at or behind `from`. Every character costs, and all that is done for it. */
  find(text: string, from: number, spend: Spend): Slots | undefined {
    if (this.alphabet.isFull) this.forget()
    const before = kindOf(text[from - 1])
    const scan: Scan = { from, spend, threads: new Threads(), found: undefined, before }
    for (let index = from; index < text.length;) {
      const code = text.codePointAt(index) ?? 0
      const letter = this.alphabet.letterOf(code)
      if (scan.threads.places.length > 0 || this.mayBegin(letter)) this.advance(scan, index, letter)
      else if (index % 4 === 0) spend(1)
      const isOver = scan.found !== undefined || !this.startsAnywhere
      if (isOver && scan.threads.places.length === 0) return scan.found
      scan.before = letter.kind
      index += code > 0xff_ff ? 2 : 1
    }
    this.advance(scan, text.length, undefined)
    return scan.found
  }

  /** Takes the character at an index, or sees that there is none. */
  private advance(scan: Scan, index: number, letter: Letter | undefined): void {
    const { spend, before } = scan
    spend(unitsPerCharacter)
    const starts = scan.found === undefined && (this.startsAnywhere || index === scan.from)
    const open = this.expand(
      scan.threads,
      { index, spend, before, after: letter?.kind ?? edge },
      starts,
    )
    const end = this.endOf(open)
    if (end < open.places.length) scan.found = withSlot(open.slots[end] ?? [], 1, index)
    scan.threads = letter === undefined ? new Threads() : this.take(open, end, letter)
  }

  private mayBegin({ id, isIn }: Letter): boolean {
    return (this.begins[id] ??= this.firstSets?.some((set) => isIn[set]) !== false)
  }

  private forget(): void {
    this.alphabet.clear()
    this.begins.length = 0
  }

  /** Where the first thread that matches is. What comes behind it would only have been tried had it failed. */
  private endOf({ places }: Threads): number {
    const end = places.findIndex((place) => this.program.instructions[place]?.op === 'match')
    return end === -1 ? places.length : end
  }

  private take({ places, slots }: Threads, end: number, letter: Letter): Threads {
    const taken = new Threads()
    for (let thread = 0; thread < end; thread += 1) {
      const place = places[thread] ?? 0
      const instruction = this.program.instructions[place]
      if (instruction?.op === 'take' && letter.isIn[instruction.set] === true)
        taken.add(place + 1, slots[thread] ?? [])
    }
    return taken
  }

  /** Follows threads, and one more if one `starts`, to where they take a character or match. */
  private expand({ places, slots }: Threads, position: Position, starts: boolean): Threads {
    this.round += 1
    const open = new Threads()
    for (let thread = 0; thread < places.length; thread += 1)
      this.follow(places[thread] ?? 0, slots[thread] ?? [], position, open)
    if (starts) this.follow(0, withSlot(this.unset, 0, position.index), position, open)
    return open
  }

  /** A mark is twice a place, and one more when the turn of the loop the thread is in has taken a character. */
  private follow(place: number, start: Slots, position: Position, open: Threads): void {
    const { waiting } = this
    waiting.add(place * 2 + 1, start)
    for (let next = waiting.places.pop(); next !== undefined; next = waiting.places.pop()) {
      let mark = next
      let slots = waiting.slots.pop() ?? []
      while (mark !== -1 && this.seen[mark] !== this.round) {
        this.seen[mark] = this.round
        position.spend(unitsPerInstruction)
        const instruction = this.program.instructions[mark >> 1]
        if (instruction === undefined || instruction.op === 'take' || instruction.op === 'match') {
          open.add(mark >> 1, slots)
          break
        }
        if (instruction.op === 'split') waiting.add(instruction.second * 2 + (mark & 1), slots)
        slots = slotsAfter(slots, instruction, position)
        mark = markAfter(mark, instruction, position)
      }
    }
  }
}

/** The mark behind an instruction; -1 when the thread ends there. */
function markAfter(mark: number, instruction: Instruction, { before, after }: Position): number {
  switch (instruction.op) {
    case 'jump':
      return instruction.to * 2 + (mark & 1)
    case 'split':
      return instruction.first * 2 + (mark & 1)
    case 'assert':
      return holds(instruction.assertion, before, after) ? mark + 2 : -1
    case 'enter':
      return (mark | 1) + 1
    case 'leave':
      return (mark & 1) === 1 ? mark + 2 : -1
    case 'save':
    case 'clear':
    case 'take':
    case 'match':
      return mark + 2
  }
}

function slotsAfter(slots: Slots, instruction: Instruction, { index, spend }: Position): Slots {
  if (instruction.op !== 'save' && instruction.op !== 'clear') return slots
  spend(slots.length)
  if (instruction.op === 'save') return withSlot(slots, instruction.slot, index)
  return slots.slice().fill(-1, instruction.groups.from * 2, instruction.groups.to * 2)
}

function withSlot(slots: Slots, slot: number, index: number): Slots {
  const copy = slots.slice()
  copy[slot] = index
  return copy
}
