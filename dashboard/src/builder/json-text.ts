/** A value of a JSON text with its place in it. */
export interface JsonNode {
  readonly start: number
  readonly end: number
  readonly kind: 'object' | 'array' | 'scalar'
  /** Members of an object or items of an array, in the order of the text. */
  readonly children: readonly JsonMember[]
}

export interface JsonMember {
  readonly key: string
  readonly keyStart: number
  readonly node: JsonNode
}

export interface JsonError {
  readonly message: string
  readonly line: number
  readonly column: number
  readonly offset: number
}

export type JsonParse =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: JsonError }

/** The value of a text, or where and why it is not JSON. */
export function parseJson(text: string): JsonParse {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch (error) {
    return { ok: false, error: errorAt(text, brokenAt(text), error) }
  }
}

/** Values that stand one after the other, with space, new lines or commas between them. */
export function parseSequence(
  text: string,
):
  | { readonly ok: true; readonly values: readonly unknown[] }
  | { readonly ok: false; readonly error: JsonError } {
  const scanner = new Scanner(text)
  try {
    const values = scanner
      .sequence()
      .map(({ start, end }): unknown => JSON.parse(text.slice(start, end)))
    return { ok: true, values }
  } catch (error) {
    return { ok: false, error: errorAt(text, Math.min(scanner.position, text.length), error) }
  }
}

/** The tree of a text that is valid JSON; undefined when it is not. */
export function parseTree(text: string): JsonNode | undefined {
  if (!parseJson(text).ok) return undefined
  return new Scanner(text).document()
}

/** The node at a pointer's segments, or undefined. The last of duplicate keys wins, as in JSON.parse. */
export function nodeAt(root: JsonNode, segments: readonly string[]): JsonNode | undefined {
  let node: JsonNode | undefined = root
  for (const segment of segments) {
    node = node?.children.findLast((member) => member.key === segment)?.node
  }
  return node
}

function errorAt(text: string, offset: number, error: unknown): JsonError {
  const before = text.slice(0, offset).split('\n')
  const message =
    error instanceof Error ? error.message.replace(/( in JSON)? at position .*$/s, '') : ''
  return { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1, offset }
}

/** Where the first character stands that no JSON text can continue with. */
function brokenAt(text: string): number {
  const scanner = new Scanner(text)
  try {
    scanner.document()
  } catch {
    // The position is what we came for; the message of JSON.parse is better.
  }
  return Math.min(scanner.position, text.length)
}

const SCALAR =
  /"(?:[^"\\\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class Scanner {
  position = 0
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  document(): JsonNode {
    const node = this.#value()
    this.#space()
    if (this.position < this.#text.length) throw new SyntaxError('text after the value')
    return node
  }

  sequence(): JsonNode[] {
    const nodes: JsonNode[] = []
    this.#space()
    while (this.position < this.#text.length) {
      nodes.push(this.#value())
      this.#space()
      if (this.#text[this.position] === ',') this.position++
      this.#space()
    }
    return nodes
  }

  #value(): JsonNode {
    this.#space()
    const start = this.position
    const open = this.#text[start]
    if (open === '{') return this.#container(start, 'object', '}')
    if (open === '[') return this.#container(start, 'array', ']')
    this.#scalar()
    return { start, end: this.position, kind: 'scalar', children: [] }
  }

  #container(start: number, kind: 'object' | 'array', close: string): JsonNode {
    const children: JsonMember[] = []
    this.position++
    this.#space()
    while (this.#text[this.position] !== close) {
      if (children.length > 0) this.#expect(',')
      this.#space()
      const keyStart = this.position
      const key = kind === 'object' ? this.#key() : String(children.length)
      children.push({ key, keyStart, node: this.#value() })
      this.#space()
    }
    this.position++
    return { start, end: this.position, kind, children }
  }

  #key(): string {
    if (this.#text[this.position] !== '"') throw new SyntaxError('a key is a string')
    const key: unknown = JSON.parse(this.#scalar())
    this.#space()
    this.#expect(':')
    return String(key)
  }

  #scalar(): string {
    SCALAR.lastIndex = this.position
    const match = SCALAR.exec(this.#text)
    if (match === null) throw new SyntaxError('not a value')
    this.position = SCALAR.lastIndex
    return match[0]
  }

  #expect(character: string): void {
    if (this.#text[this.position] !== character) throw new SyntaxError(`expected ${character}`)
    this.position++
  }

  #space(): void {
    while (' \t\n\r'.includes(this.#text[this.position] ?? 'x')) this.position++
  }
}
