import { parse } from './parse.ts'
import type { Assertion, CharacterSet, Flags, GroupRange, Node, Quantifier } from './types.ts'

/** Instructions one expression may have: each may cost time for every character of a text. */
const maxInstructions = 10_000

/** What a thread of the machine does next; after those without a target, the following one. */
export type Instruction =
  | { readonly op: 'match' }
  /** Takes one character, of that set of `Program.sets`. */
  | { readonly op: 'take'; readonly set: number }
  | { readonly op: 'assert'; readonly assertion: Assertion }
  | { readonly op: 'jump'; readonly to: number }
  /** Both ways, the first one preferred. */
  | { op: 'split'; first: number; second: number }
  | { readonly op: 'save'; readonly slot: number }
  /** Forgets what groups of a repeated part found the time before. */
  | { readonly op: 'clear'; readonly groups: GroupRange }
  /** A turn of a loop begins … */
  | { readonly op: 'enter' }
  /** … and ends, for ever if it took no character (ECMA-262, 22.2.2.3.1). */
  | { readonly op: 'leave' }

export interface Program {
  readonly instructions: readonly Instruction[]
  readonly sets: readonly CharacterSet[]
  /** Capturing groups, the whole match among them. */
  readonly groups: number
}

/** Compiles to Thompson's construction. Throws SyntaxError, as `parse` does, and for what is too large. */
export function programOf(source: string, flags: Flags): Program {
  const { node, groups } = parse(source, flags)
  const assembly = new Assembly()
  assembly.add(node)
  assembly.push({ op: 'match' })
  return { instructions: assembly.instructions, sets: assembly.sets, groups }
}

/** False: a match can only begin where the text does. */
export function startsAnywhere({ instructions }: Program): boolean {
  return openings(instructions, (assertion) => assertion.at !== 'start').length > 0
}

/** The sets a match may begin with a character of. Undefined: it may be empty. */
export function firstSets({ instructions }: Program): readonly number[] | undefined {
  const first = openings(instructions, () => true)
  return first.includes('match') ? undefined : first.filter((set) => set !== 'match')
}

/** Sets that may be taken, or a match that may be made, before any character is. */
function openings(
  instructions: readonly Instruction[],
  mayHold: (assertion: Assertion) => boolean,
): readonly (number | 'match')[] {
  const found = new Set<number | 'match'>()
  const seen = new Set<number>()
  const stack = [0]
  for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
    const instruction = instructions[place]
    if (seen.has(place) || instruction === undefined) continue
    seen.add(place)
    if (instruction.op === 'take') found.add(instruction.set)
    else if (instruction.op === 'match') found.add('match')
    else if (instruction.op === 'jump') stack.push(instruction.to)
    else if (instruction.op === 'split') stack.push(instruction.first, instruction.second)
    else if (instruction.op !== 'assert' || mayHold(instruction.assertion)) stack.push(place + 1)
  }
  return [...found]
}

class Assembly {
  readonly instructions: Instruction[] = []
  readonly sets: CharacterSet[] = []
  private readonly numbers = new Map<string, number>()
  /** Nodes visited: copies of an empty part leave no instructions, but take time all the same. */
  private visits = 0

  add(node: Node): void {
    if ((this.visits += 1) > maxInstructions * 2) throw new SyntaxError('Too large')
    switch (node.type) {
      case 'set':
        return void this.push({ op: 'take', set: this.numberOf(node.set) })
      case 'assertion':
        return void this.push({ op: 'assert', assertion: node.assertion })
      case 'sequence':
        return node.nodes.forEach((part) => this.add(part))
      case 'choice':
        return this.choice(node.nodes)
      case 'group':
        this.push({ op: 'save', slot: node.group * 2 })
        this.add(node.node)
        return void this.push({ op: 'save', slot: node.group * 2 + 1 })
      case 'repeat':
        return this.repeat(node)
    }
  }

  push<T extends Instruction>(instruction: T): T {
    if (this.instructions.length >= maxInstructions) throw new SyntaxError('Too large')
    this.instructions.push(instruction)
    return instruction
  }

  private numberOf(set: CharacterSet): number {
    const key = String(set)
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.numbers.set(key, this.sets.length)
    return this.sets.push(set) - 1
  }

  private choice(nodes: readonly Node[]): void {
    const jumps: { to: number }[] = []
    for (const [index, node] of nodes.entries()) {
      if (index === nodes.length - 1) {
        this.add(node)
        break
      }
      const split = this.split()
      this.add(node)
      jumps.push(this.push({ op: 'jump', to: 0 }))
      split.second = this.next
    }
    for (const jump of jumps) jump.to = this.next
  }

  private repeat(part: Node & { readonly type: 'repeat' }): void {
    const { node, min, max } = part
    const isLoop = max === Infinity
    // A loop that must take something may test behind its turn: one copy less.
    const testsLast = isLoop && min > 0 && !node.nullable
    for (let turn = testsLast ? 1 : 0; turn < min; turn += 1) this.turn(part)
    if (testsLast) return this.loopTestedLast(part)
    const splits: Split[] = []
    const start = this.next
    for (let turn = min; turn < (isLoop ? min + 1 : max); turn += 1) {
      splits.push(this.split())
      if (node.nullable) this.push({ op: 'enter' })
      this.turn(part)
      if (node.nullable) this.push({ op: 'leave' })
    }
    if (isLoop) this.push({ op: 'jump', to: start })
    for (const split of splits) this.direct(split, this.next, part)
  }

  private loopTestedLast(part: Node & { readonly type: 'repeat' }): void {
    const start = this.next
    this.turn(part)
    const split = this.split()
    split.first = start
    this.direct(split, this.next, part)
  }

  private turn({ node, groups }: Node & { readonly type: 'repeat' }): void {
    if (groups.to > groups.from) this.push({ op: 'clear', groups })
    this.add(node)
  }

  private split(): Split {
    const next = this.next + 1
    return this.push<Split>({ op: 'split', first: next, second: next })
  }

  /** The way out of a turn: the second choice, of a lazy quantifier the first. */
  private direct(split: Split, out: number, { isLazy }: Quantifier): void {
    if (isLazy) [split.first, split.second] = [out, split.first]
    else split.second = out
  }

  private get next(): number {
    return this.instructions.length
  }
}

type Split = Instruction & { op: 'split' }
