import type { Node } from '../expression/ast.ts'
import { type Facts, factsOf } from './facts.ts'
import type { Finding } from './finding.ts'
import { Frame } from './frame.ts'
import type { InferNode, Inference, Place } from './inference.ts'
import { join } from './join.ts'
import { inferBinary, inferList, inferNegative } from './nodes/binary.ts'
import { inferApply, inferCall } from './nodes/call.ts'
import {
  functionType,
  inferBind,
  inferBlock,
  inferCondition,
  inferLiteral,
  inferVariable,
} from './nodes/control.ts'
import { filteredBy } from './nodes/filter.ts'
import { grouped, inferObject } from './nodes/group.ts'
import { inferName } from './nodes/member.ts'
import { inferPath } from './nodes/path.ts'
import { elementsOf } from './nodes/sequence.ts'
import { startOf } from './position.ts'
import { anything, listOf, type Type } from './type.ts'

/** Units of work shared by all expressions of a check. What they do not suffice for may be anything. */
export interface CheckPurse {
  left: number
}

const nodes: ReadonlyMap<string, InferNode> = new Map([
  ...['string', 'number', 'value'].map((type): [string, InferNode] => [type, inferLiteral]),
  ...['regex', 'partial', 'transform'].map((type): [string, InferNode] => [type, inferFunction]),
  ['path', inferPath],
  ['name', inferName],
  ['binary', inferBinary],
  ['condition', inferCondition],
  ['block', inferBlock],
  ['bind', inferBind],
  ['variable', inferVariable],
  ['function', inferCall],
  ['apply', inferApply],
  [
    'unary',
    (node, place, inference) => unary[String(node.value)]?.(node, place, inference) ?? anything,
  ],
  ['lambda', inferLambda],
])

const unary: Readonly<Record<string, InferNode | undefined>> = {
  '-': inferNegative,
  '[': inferList,
  '{': inferObject,
}

function inferFunction(): Type {
  return functionType
}

/** Defined here and called elsewhere: its parameters may be anything. */
function inferLambda(node: Node, place: Place, inference: Inference): Type {
  // A call at the end of a function is wrapped into one of its own, which is called at once.
  if (node.thunk === true && node.body !== undefined) return inference.infer(node.body, place)
  inference.inferBody(node, [], place)
  return functionType
}

/** The types of one expression, from its root to its leaves. */
export class ExpressionTypes implements Inference {
  readonly root: Type
  readonly keepsLists: boolean
  readonly findings: Finding[] = []
  private readonly source: string
  private readonly purse: CheckPurse
  private readonly facts: Facts
  private readonly known = new Map<Node, Type>()

  constructor(source: string, ast: Node, root: Type, purse: CheckPurse) {
    this.root = root
    this.source = source
    this.purse = purse
    this.facts = factsOf(ast)
    this.keepsLists = this.facts.keepsLists
  }

  infer(node: Node, place: Place): Type {
    this.purse.left -= 1
    if (this.purse.left < 0) return anything
    const own = nodes.get(node.type)?.(node, place, this) ?? anything
    const filtered = filteredBy(own, node.predicate, place, this)
    const whole =
      node.type === 'path' || node.group === undefined
        ? filtered
        : grouped(node.group.lhs, filtered, place, this)
    const type = node.keepArray === true ? join(whole, listOf(elementsOf(whole))) : whole
    this.purse.left -= type.size >> 3
    this.known.set(node, type)
    return type
  }

  inferBody(lambda: Node, parameters: readonly Type[], place: Place): Type {
    const frame = new Frame(place.frame)
    const isPlain = lambda.signature === undefined
    for (const [at, { value }] of (lambda.arguments ?? []).entries())
      frame.set(String(value), (isPlain ? parameters[at] : undefined) ?? anything)
    const { body } = lambda
    return body === undefined ? anything : this.infer(body, { ...place, frame })
  }

  note(node: Node, place: Place, finding: Omit<Finding, 'position'>): void {
    const severity = place.isGuarded ? 'warning' : finding.severity
    this.findings.push({ ...finding, severity, position: startOf(node, this.source) })
  }

  isQuestion(node: Node): boolean {
    return this.facts.questions.has(node)
  }

  bindingOf(name: string): 'none' | 'one' | 'ambiguous' {
    return this.facts.bindings.get(name) ?? 'none'
  }

  typeOf(node: Node): Type {
    return this.known.get(node) ?? anything
  }
}
