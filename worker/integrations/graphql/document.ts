import { GraphqlSyntaxError, type Token, tokensOf } from './tokens.ts'

/** An executable document (GraphQL specification, section 2.2), with what the gateway asks about it. */
export interface GraphqlDocument {
  readonly operations: readonly Operation[]
  readonly fragments: ReadonlyMap<string, SelectionSet>
}

export interface Operation {
  readonly type: 'query' | 'mutation' | 'subscription'
  /** Undefined for an anonymous operation. */
  readonly name: string | undefined
  readonly variables: readonly Variable[]
  readonly selections: SelectionSet
}

export interface Variable {
  readonly name: string
  /** Not nullable and without a default: a request has to carry it. */
  readonly isRequired: boolean
}

export interface SelectionSet {
  readonly fields: readonly Field[]
  readonly spreads: readonly string[]
  /** Inline fragments. */
  readonly inline: readonly SelectionSet[]
}

export interface Field {
  readonly name: string
  readonly isAlias: boolean
  readonly selections: SelectionSet | undefined
}

/** Levels of braces and brackets in one document: beyond it, no server answers. */
const maxNesting = 100

/** Throws GraphqlSyntaxError. */
export function parseDocument(text: string): GraphqlDocument {
  return new Parser(text).document()
}

/** Recursive descent, one method per production of the grammar. */
class Parser {
  readonly #text: string
  readonly #tokens: readonly Token[]
  #next = 0
  #nesting = 0

  constructor(text: string) {
    this.#text = text
    this.#tokens = tokensOf(text)
  }

  document(): GraphqlDocument {
    const operations: Operation[] = []
    const fragments = new Map<string, SelectionSet>()
    do {
      // Only the short form `{ … }` has none.
      if (this.#description() && this.#is('{')) throw this.#fault('Write query before it')
      if (this.#is('fragment')) fragments.set(...this.#fragment())
      else operations.push(this.#operation())
    } while (this.#token.kind !== 'end')
    return { operations, fragments }
  }

  #operation(): Operation {
    const anonymous = { type: 'query', name: undefined, variables: [] } as const
    if (this.#is('{')) return { ...anonymous, selections: this.#selectionSet() }
    const type = this.#token.text
    if (type !== 'query' && type !== 'mutation' && type !== 'subscription') {
      throw this.#fault('Write query, mutation or fragment')
    }
    this.#next += 1
    const name = this.#token.kind === 'name' ? this.#name() : undefined
    const variables = this.#is('(') ? this.#list('(', ')', () => this.#variable()) : []
    this.#directives(false)
    return { type, name, variables, selections: this.#selectionSet() }
  }

  #fragment(): [name: string, selections: SelectionSet] {
    this.#next += 1
    const name = this.#fragmentName()
    this.#expect('on')
    this.#name()
    this.#directives(false)
    return [name, this.#selectionSet()]
  }

  /** Whether a text stood here that says what follows (specification of September 2025, section 2.4). */
  #description(): boolean {
    const isThere = this.#token.kind === 'string'
    if (isThere) this.#next += 1
    return isThere
  }

  #variable(): Variable {
    this.#description()
    this.#expect('$')
    const name = this.#name()
    this.#expect(':')
    const isNonNull = this.#type()
    const hasDefault = this.#take('=')
    if (hasDefault) this.#value(true)
    this.#directives(true)
    return { name, isRequired: isNonNull && !hasDefault }
  }

  /** Answers whether the type is non-null. */
  #type(): boolean {
    if (this.#is('[')) {
      this.#nested(() => {
        this.#expect('[')
        this.#type()
        this.#expect(']')
      })
    } else this.#name()
    return this.#take('!')
  }

  #selectionSet(): SelectionSet {
    const fields: Field[] = []
    const spreads: string[] = []
    const inline: SelectionSet[] = []
    this.#list('{', '}', () => {
      if (!this.#take('...')) fields.push(this.#field())
      else if (this.#token.kind === 'name' && this.#token.text !== 'on') {
        spreads.push(this.#fragmentName())
        this.#directives(false)
      } else {
        if (this.#take('on')) this.#name()
        this.#directives(false)
        inline.push(this.#selectionSet())
      }
    })
    return { fields, spreads, inline }
  }

  #field(): Field {
    const first = this.#name()
    const isAlias = this.#take(':')
    const name = isAlias ? this.#name() : first
    this.#arguments(false)
    this.#directives(false)
    return { name, isAlias, selections: this.#is('{') ? this.#selectionSet() : undefined }
  }

  #arguments(isConstant: boolean): void {
    if (this.#is('(')) this.#list('(', ')', () => this.#member(isConstant))
  }

  #member(isConstant: boolean): void {
    this.#name()
    this.#expect(':')
    this.#value(isConstant)
  }

  #directives(isConstant: boolean): void {
    while (this.#take('@')) {
      this.#name()
      this.#arguments(isConstant)
    }
  }

  #value(isConstant: boolean): void {
    if (this.#is('[')) this.#items('[', ']', () => this.#value(isConstant))
    else if (this.#is('{')) this.#items('{', '}', () => this.#member(isConstant))
    else if (!isConstant && this.#take('$')) this.#name()
    else if (this.#token.kind === 'punctuator' || this.#token.kind === 'end') {
      throw this.#fault('Write a value')
    } else this.#next += 1
  }

  /** What stands between two brackets, once at least. */
  #list<T>(open: string, close: string, item: () => T): T[] {
    const items = this.#items(open, close, item)
    if (items.length === 0) throw this.#fault(`Write something between ${open} and ${close}`)
    return items
  }

  #items<T>(open: string, close: string, item: () => T): T[] {
    return this.#nested(() => {
      this.#expect(open)
      const items: T[] = []
      while (!this.#take(close)) items.push(item())
      return items
    })
  }

  #nested<T>(read: () => T): T {
    this.#nesting += 1
    if (this.#nesting > maxNesting) throw this.#fault(`Nest at most ${maxNesting} levels`)
    const result = read()
    this.#nesting -= 1
    return result
  }

  get #token(): Token {
    return this.#tokens[this.#next] ?? { kind: 'end', text: '', at: this.#text.length }
  }

  #name(): string {
    const { kind, text } = this.#token
    if (kind !== 'name') throw this.#fault('Write a name')
    this.#next += 1
    return text
  }

  #fragmentName(): string {
    if (this.#token.text === 'on') throw this.#fault('Write another name for the fragment')
    return this.#name()
  }

  /** Strings keep their quotes, so a token of this text is the punctuator or name itself. */
  #is(text: string): boolean {
    return this.#token.text === text
  }

  #take(text: string): boolean {
    const isNext = this.#is(text)
    if (isNext) this.#next += 1
    return isNext
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#fault(`Write ${text}`)
  }

  #fault(message: string): GraphqlSyntaxError {
    const { kind, text, at } = this.#token
    const found = kind === 'end' ? 'the document ends here' : `not ${text.slice(0, 40)}`
    return new GraphqlSyntaxError(this.#text, at, `${message}: ${found}`)
  }
}
