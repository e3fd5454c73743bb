/** Thrown while compiling: the node has no closure, so the library runs it or what holds it. */
export class NotCompiled extends Error {
  override readonly name = 'NotCompiled'
}

/**
 * Thrown while running: the value at hand is an error, a limit or too odd for a closure. The library then
 * evaluates the whole expression afresh, so errors and oddities are its own.
 */
export class StepAside extends Error {
  override readonly name = 'StepAside'
}

// One of each: where they were made says nothing, and a stack trace costs more than most expressions.
const notCompilable = new NotCompiled()
const aside = new StepAside()

export function notCompiled(): never {
  throw notCompilable
}

export function stepAside(): never {
  throw aside
}
