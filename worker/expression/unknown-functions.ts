import { nearestName } from '../lib/nearest-name.ts'
import { isNode, type Node, walk } from './ast.ts'
import { originals } from './natives.ts'

/** What a misspelt name is compared with. */
const nativeNames =
  'abs append assert average base64decode base64encode boolean ceil clone contains count decodeUrl decodeUrlComponent distinct each encodeUrl encodeUrlComponent error exists filter floor formatBase formatInteger formatNumber fromMillis join keys length lookup lowercase map match max merge millis min not now number pad parseInteger power random reduce replace reverse round shuffle sift single sort split spread sqrt string substring substringAfter substringBefore sum toMillis trim type uppercase zip'.split(
    ' ',
  )

/** A function that an expression calls and that nobody defines: calling it always fails. */
export interface UnknownFunction {
  readonly name: string
  /** In the expression, from 0. */
  readonly position: number | undefined
  /** A function that is spelt nearly the same. */
  readonly nearest: string | undefined
}

/** The first of them. A name that is bound anywhere in the expression counts as known. */
export function unknownFunction(ast: Node): UnknownFunction | undefined {
  const bound = new Set<string>()
  const called: Node[] = []
  walk(ast, (node) => {
    if (node.type === 'bind' && isNode(node.lhs)) bound.add(String(node.lhs.value))
    if (node.type === 'lambda') for (const name of parameters(node)) bound.add(name)
    for (const mark of [node.focus, node.index]) if (typeof mark === 'string') bound.add(mark)
    const { procedure } = node
    if (procedure?.type === 'variable') called.push(procedure)
  })
  const unknown = called.find(({ value, predicate }) => {
    const name = String(value)
    return name !== '' && name !== '$' && !predicate && !bound.has(name) && !originals(name)
  })
  if (unknown === undefined) return undefined
  const name = String(unknown.value)
  const position = 'position' in unknown ? Number(unknown.position) - name.length - 1 : undefined
  return { name, position, nearest: nearestName(name, [...nativeNames, ...bound]) }
}

function parameters(node: Node): string[] {
  const { arguments: given = [] } = node
  return given.map(({ value }) => String(value))
}
