import type { Signature } from '../natives.ts'

type Fit = (args: unknown[], context: unknown) => unknown[]

/**
 * Fits arguments to a signature, as the library does and with its errors. It judges by their types alone,
 * so it is asked once about each combination that leaves the arguments as they are.
 */
export function fitter(signature: Signature): Fit {
  const straight = new Set<string>()
  // In a list of one type the items decide too.
  const byTypes = !signature.definition.includes('a<')
  return (args, context) => {
    let types = ''
    for (const arg of args) types += typeOf(arg)
    if (straight.has(types)) return args
    const fitted = signature.validate(args, context)
    if (byTypes && types !== '' && fitted.every((value, index) => value === args[index]))
      straight.add(types)
    return fitted
  }
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
