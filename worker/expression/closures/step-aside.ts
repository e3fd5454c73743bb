/** Thrown while compiling: the node has no closure, so the library runs it or what holds it. */
export class NotCompiled extends Error {}

// One of each: where they were made says nothing, and a stack trace costs more than most expressions.
const noClosure = new NotCompiled()
const aside = new Error('aside')

export function notCompiled(): never {
  throw noClosure
}

/**
 * For a value that is an error, a limit or too odd for a closure. The library then evaluates the whole
 * expression afresh, so errors and oddities are its own.
 */
export function stepAside(): never {
  throw aside
}
