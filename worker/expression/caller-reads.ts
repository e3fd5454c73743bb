/** What is read of a request beside its URL and body: an answer made of it is for this caller. */
export interface CallerReads {
  /** Header names in lower case; `*` when they are only known at run time. */
  readonly headers: readonly string[]
  readonly principal: boolean
}

/** What all of them read. */
export function mergeReads(sources: readonly { readonly caller: CallerReads }[]): CallerReads {
  return {
    headers: [...new Set(sources.flatMap(({ caller }) => caller.headers))],
    principal: sources.some(({ caller }) => caller.principal),
  }
}
