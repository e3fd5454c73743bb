import { isMember, requireClearSlash } from './slashes.ts'
import { CodeRefused, type Token, tokensOf } from './tokens.ts'

/** Text that counting added to code, by the offset in the code before which it stands. */
export interface Insertion {
  readonly at: number
  readonly text: string
}

/**
 * What makes every turn of a loop, every call of a function and every construction of a class call `tick` first. Works on
 * tokens: what is added before a statement or an expression needs no end, so nothing must be parsed. On a shape it does
 * not know it breaks the syntax, which is then refused, and counts nothing too little. Throws CodeRefused.
 */
export function countingInsertions(code: string, tick: string): Insertion[] {
  return new Instrumenter(tokensOf(code), tick).insertions()
}

/** The code with what was added. */
export function withInsertions(code: string, insertions: readonly Insertion[]): string {
  let end = 0
  const parts = insertions.map(({ at, text }) => {
    const part = code.slice(end, at) + text
    end = at
    return part
  })
  return parts.join('') + code.slice(end)
}

interface Frame {
  readonly open: Token
  /** A head as of `if (…)`: a statement follows, no function body. */
  readonly isHead: boolean
  /** A head of a loop: what follows is its body. */
  readonly isLoop: boolean
  /** The body of `do`: a `while` follows that is no loop of its own. */
  readonly isDo: boolean
  /** Classes named here whose bodies have not begun. */
  classesToCome: number
}

const heads = new Set(['if', 'while', 'for', 'switch', 'catch', 'with'])

class Instrumenter {
  private readonly tokens: readonly Token[]
  private readonly tick: string
  private readonly found: Insertion[] = []
  private readonly frames: Frame[] = []
  private readonly outermost = { classesToCome: 0 }
  /** What the last `)` or `}` closed. */
  private closed: Pick<Frame, 'isHead' | 'isLoop' | 'isDo'> = {
    isHead: false,
    isLoop: false,
    isDo: false,
  }

  constructor(tokens: readonly Token[], tick: string) {
    this.tokens = tokens
    this.tick = tick
  }

  insertions(): Insertion[] {
    for (const [at, token] of this.tokens.entries()) this.visit(token, at)
    const left = this.frames.at(-1)
    if (left !== undefined)
      throw new CodeRefused(`${left.open.value} is never closed`, left.open.start)
    return this.found
  }

  private visit(token: Token, at: number): void {
    requireClearSlash(this.tokens, at, this.closed)
    if (token.closes !== undefined) this.close(token)
    if (token.opens !== undefined) this.open(token, at)
    if (token.type === 'IdentifierName') this.visitName(token, at)
    if (token.value === '=>' && token.type === 'Punctuator') this.visitArrow(token, at)
  }

  private visitName({ value, start }: Token, at: number): void {
    if (isMember(this.tokens, at)) return
    const next = this.tokens[at + 1]?.value
    // Not where it names a member of an object or class.
    if (next === ':') return
    if (value === 'class' && next !== '(') this.innermost.classesToCome += 1
    else if (value === 'import')
      throw new CodeRefused('Code imports nothing: there are no modules', start)
    else if (value === 'export')
      throw new CodeRefused('Write the body of a function, and return the result', start)
    else if (value === 'do' && next !== '{' && next !== '(')
      throw new CodeRefused('Write do { … } while (…), with braces', start)
  }

  private get innermost(): Pick<Frame, 'classesToCome'> {
    return this.frames.at(-1) ?? this.outermost
  }

  private visitArrow({ end }: Token, at: number): void {
    // With braces its body is counted where that opens.
    if (this.tokens[at + 1]?.value !== '{') this.insert(end, ` ${this.tick}()?0:`)
  }

  private open(open: Token, at: number): void {
    const keyword = open.value === '(' ? this.keywordBefore(at) : undefined
    const isTail = keyword === 'while' && this.isTailOfDo(at)
    const isDo = open.value === '{' && this.tokens[at - 1]?.value === 'do'
    if (open.value === '{') this.enterBlock(open, at, isDo)
    this.frames.push({
      open,
      isHead: keyword !== undefined,
      isLoop: (keyword === 'while' && !isTail) || keyword === 'for',
      isDo,
      classesToCome: 0,
    })
  }

  /** Counts at the start of what is the body of a function, of `do`, or of a class. */
  private enterBlock({ end }: Token, at: number, isDo: boolean): void {
    const before = this.tokens[at - 1]?.value
    if (this.innermost.classesToCome > 0) {
      this.innermost.classesToCome -= 1
      this.insert(end, `#${this.tick}=${this.tick}();`)
    } else if (isDo || before === '=>' || (before === ')' && this.mayBeBody(at)))
      this.insert(end, `${this.tick}();`)
  }

  /** After `(…)`: a function's, or a block, where one count more does no harm. A method may be called `if`. */
  private mayBeBody(at: number): boolean {
    const next = this.tokens[at + 1]?.value
    const isOfSwitch = next === 'case' || next === 'default' || next === '}'
    return !this.closed.isLoop && !(this.closed.isHead && isOfSwitch)
  }

  /** `if`, `while`, `for` and such before the `(` at `at`, which then opens a head. */
  private keywordBefore(at: number): string | undefined {
    const isAwait = this.tokens[at - 1]?.value === 'await' && this.tokens[at - 2]?.value === 'for'
    const place = isAwait ? at - 2 : at - 1
    const { type, value } = this.tokens[place] ?? {}
    if (type !== 'IdentifierName' || value === undefined || !heads.has(value)) return undefined
    return isMember(this.tokens, place) ? undefined : value
  }

  private isTailOfDo(at: number): boolean {
    return this.tokens[at - 2]?.value === '}' && this.closed.isDo
  }

  private close(token: Token): void {
    const frame = this.frames.pop()
    if (frame === undefined || frame.open.opens !== token.closes)
      throw new CodeRefused(`Unexpected ${token.value.charAt(0)}`, token.start)
    this.closed = frame
    if (frame.isLoop) this.insert(token.end, ` if(${this.tick}());else `)
  }

  private insert(at: number, text: string): void {
    this.found.push({ at, text })
  }
}
