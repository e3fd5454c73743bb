import { Escapes } from './escapes.ts'
import type { Flags, GroupRange, Node, Quantifier } from './types.ts'

/** Groups in groups: as deep as anyone writes, far from the end of the stack. */
const maxNesting = 200

/** Times a counted quantifier may repeat, as RE2 has it. */
const maxRepeat = 1_000

const ahead = /[*+?]|\{(\d+)(,(\d*))?\}/y
const groupName = /<[\p{ID_Start}$_][\p{ID_Continue}$\u200C\u200D]*>/uy
const modifiers = /([ims]*)(?:-([ims]*))?([:)])/y

/**
 * Parses a regular expression of ECMA-262 as under the flag `u`, with what browsers tolerate: needless escapes,
 * braces and brackets that stand for themselves, and `(?i)` for the rest of a group. Throws SyntaxError, also for
 * look-around and back-references, which no engine can run in linear time.
 */
export function parse(source: string, flags: Flags): { node: Node; groups: number } {
  const parser = new Parser(source, flags)
  return { node: parser.whole(), groups: parser.groups }
}

class Parser extends Escapes {
  /** Capturing groups so far; group 0 is the whole match. */
  groups = 1
  private nesting = 0

  whole(): Node {
    const node = this.choice()
    return this.at < this.source.length ? this.fail('Unmatched )') : node
  }

  private choice(): Node {
    if ((this.nesting += 1) > maxNesting) this.fail('Groups nest too deeply')
    const outer = this.flags
    const nodes = [this.sequence()]
    while (this.skip('|')) nodes.push(this.sequence())
    this.flags = outer
    this.nesting -= 1
    const [only = empty] = nodes
    if (nodes.length === 1) return only
    return { type: 'choice', nodes, nullable: nodes.some(({ nullable }) => nullable) }
  }

  private sequence(): Node {
    const nodes: Node[] = []
    while (this.at < this.source.length && !'|)'.includes(this.source.charAt(this.at)))
      nodes.push(this.term())
    return { type: 'sequence', nodes, nullable: nodes.every(({ nullable }) => nullable) }
  }

  private term(): Node {
    const from = this.groups
    if (this.match(ahead) !== undefined) this.fail('Nothing to repeat')
    const node = this.atom()
    const quantifier = this.quantifier()
    return quantifier === undefined ? node : repeat(node, quantifier, { from, to: this.groups })
  }

  private quantifier(): Quantifier | undefined {
    const found = this.match(ahead)
    if (found === undefined) return undefined
    const [sign, low, comma, high] = found
    const min = low === undefined ? Number(sign === '+') : Number(low)
    const max = low === undefined ? (sign === '?' ? 1 : Infinity) : mostOf(min, comma, high)
    if (max < min) this.fail('The numbers of a quantifier are out of order')
    if (min > maxRepeat || (max > maxRepeat && max !== Infinity)) this.fail('Repeats too often')
    return { min, max, isLazy: this.skip('?') }
  }

  private atom(): Node {
    if (this.skip('(')) return this.group()
    if (this.skip('[')) return this.characters(this.members())
    if (this.skip('.')) return this.characters('.')
    if (this.skip('^')) return at(this.flags.multiline ? 'lineStart' : 'start')
    if (this.skip('$')) return at(this.flags.multiline ? 'lineEnd' : 'end')
    if (this.source.startsWith(String.raw`\b`, this.at)) return this.boundary(false)
    if (this.source.startsWith(String.raw`\B`, this.at)) return this.boundary(true)
    return this.characters(this.skip('\\') ? this.escape() : this.codePoint())
  }

  private boundary(isNegated: boolean): Node {
    this.at += 2
    const assertion = { at: 'boundary', isNegated, fold: this.flags.ignoreCase } as const
    return { type: 'assertion', assertion, nullable: true }
  }

  private group(): Node {
    if (!this.skip('?')) return this.captured()
    if (this.match(groupName) !== undefined) return this.captured()
    const found = this.match(modifiers) ?? this.fail('Look-around is not available')
    const [whole, on = '', off = '', end] = found
    if (whole === ')') this.fail('Nothing to repeat')
    const outer = this.flags
    this.flags = changed(outer, on, off)
    // `(?i)` holds until the group around it ends; choice() takes it back.
    if (end === ')') return empty
    const node = this.closed()
    this.flags = outer
    return node
  }

  private captured(): Node {
    const group = this.groups
    this.groups += 1
    const node = this.closed()
    return { type: 'group', node, group, nullable: node.nullable }
  }

  private closed(): Node {
    const node = this.choice()
    return this.skip(')') ? node : this.fail('A group is not closed')
  }
}

const empty: Node = { type: 'sequence', nodes: [], nullable: true }

function at(place: 'start' | 'end' | 'lineStart' | 'lineEnd'): Node {
  return { type: 'assertion', assertion: { at: place }, nullable: true }
}

function repeat(node: Node, quantifier: Quantifier, groups: GroupRange): Node {
  const nullable = node.nullable || quantifier.min === 0
  return { type: 'repeat', node, groups, nullable, ...quantifier }
}

function mostOf(min: number, comma: string | undefined, high: string | undefined): number {
  if (comma === undefined) return min
  return high === '' ? Infinity : Number(high)
}

function changed(flags: Flags, on: string, off: string): Flags {
  const value = (letter: string, before: boolean) =>
    on.includes(letter) || (before && !off.includes(letter))
  return {
    ignoreCase: value('i', flags.ignoreCase),
    multiline: value('m', flags.multiline),
    dotAll: value('s', flags.dotAll),
  }
}
