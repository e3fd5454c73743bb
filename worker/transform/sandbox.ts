/** Code of an author, and where it may run. */
export interface Program {
  /** The body of a function of `input` and `context`. */
  readonly code: string
  /** Wall-clock time of one call. */
  readonly timeoutMs: number
  /** Programs of different owners never share an isolate. */
  readonly owner: string
}

/** One call of a program. Values go in and out as JSON text, so that nothing else can. */
export interface CodeCall {
  /** Undefined: there is no value. */
  readonly input: string | undefined
  readonly context: string
  /** Turns of loops and entries of functions. */
  readonly maxSteps: number
}

/** Why a call gave nothing. */
export interface CodeFailure {
  readonly code: 'code_failed' | 'code_timeout' | 'fuel' | 'size' | 'wrong_type'
  /** Never holds data. */
  readonly message: string
  /** What the code itself says of its error: for its author alone, it may hold data. */
  readonly said?: string
}

/** What a call gave, and the steps it took. */
export type CodeOutcome = { readonly steps: number } & (
  | { readonly output: string | undefined }
  | { readonly failure: CodeFailure }
)

/** Why code cannot run at all, counted from line 1 and column 1. */
export interface CodeFault {
  readonly message: string
  readonly line?: number
  readonly column?: number
}

/** Runs code of authors where nothing of the gateway, and no network, is in reach. */
export interface Sandbox {
  /** Undefined: it compiles. Nothing of it runs. */
  check(code: string): Promise<CodeFault | undefined>
  /** Never rejects. */
  run(program: Program, call: CodeCall): Promise<CodeOutcome>
}

/** What authors and operators read where there is no sandbox. */
export const sandboxUnavailable =
  'JavaScript needs a Worker Loader, and this gateway has none: add the binding LOADER to wrangler.toml ([[worker_loaders]]) and deploy again'
