import { isNode, type Node } from './ast.ts'
import { aimAtDocument } from './document.ts'
import { interpreterOf } from './interpreter.ts'

/** A path of plain names into the document that an expression reads. */
export interface BodyPath {
  readonly names: readonly string[]
  /** Where each name starts in the expression, from 0. */
  readonly positions: readonly number[]
  /** The native function whose only argument it is. */
  readonly givenTo: string | undefined
}

/** The paths below `body` in an expression that parses; with `isOfDocument`, below `$` too. */
export function bodyPaths(source: string, isOfDocument = false): BodyPath[] {
  const { ast } = interpreterOf(source)
  if (isOfDocument) aimAtDocument(ast)
  const found: BodyPath[] = []
  search(ast, undefined, found)
  return found
}

/** What stands inside of a path has another context: only its beginning counts. */
function search(value: unknown, givenTo: string | undefined, found: BodyPath[]): void {
  if (typeof value !== 'object' || value === null || value instanceof RegExp) return
  if (!isNode(value))
    return Object.values(value).forEach((child) => search(child, undefined, found))
  if (value.type === 'path') return void found.push(...pathOf(value, givenTo))
  const { procedure, arguments: given } = value
  if (value.type === 'function' && procedure?.type === 'variable' && given?.length === 1)
    return search(given[0], String(procedure.value), found)
  for (const child of Object.values(value)) search(child, undefined, found)
}

function pathOf({ steps = [], group }: Node, givenTo: string | undefined): BodyPath[] {
  if (steps[0]?.type !== 'name' || steps[0].value !== 'body') return []
  const plain: Node[] = []
  for (const step of steps.slice(1)) {
    if (step.type !== 'name') break
    plain.push(step)
  }
  const isWhole = plain.length === steps.length - 1 && group === undefined
  const positions = plain.map((step) => ('position' in step ? Number(step.position) : 0))
  const names = plain.map(({ value }) => String(value))
  return [
    {
      names,
      positions: positions.map((end, at) => Math.max(0, end - (names[at]?.length ?? 0))),
      givenTo: isWhole ? givenTo : undefined,
    },
  ]
}
