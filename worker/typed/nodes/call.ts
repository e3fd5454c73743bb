import { isNode, type Node } from '../../expression/ast.ts'
import { originals } from '../../expression/natives.ts'
import type { Call } from '../functions/call.ts'
import { results } from '../functions/results.ts'
import {
  firstRefused,
  type Parameter,
  parametersOf,
  refusesContext,
  wanted,
} from '../functions/signature.ts'
import type { InferNode, Inference, Place } from '../inference.ts'
import { anything, has, kinds, missing, nothing, type Type } from '../type.ts'
import { join } from '../join.ts'
import { inWords } from '../words.ts'
import { questions } from '../facts.ts'
import { functionType } from './control.ts'
import { nameOf } from './names.ts'

/** `$name(…)`, and calls of functions that the expression defines. */
export const inferCall: InferNode = (node, place, inference) => called(node, [], place, inference)

/** `value ~> $name(…)`: the value is the first argument. */
export const inferApply: InferNode = ({ lhs, rhs }, place, inference) => {
  if (!isNode(lhs) || !isNode(rhs)) return nothing
  const first = inference.infer(lhs, place)
  if (rhs.type === 'function') return called(rhs, [{ node: lhs, type: first }], place, inference)
  // Two functions make one.
  if (has(first, kinds.function)) return inferAnything(rhs, place, inference)
  if (rhs.type !== 'variable' || rhs.predicate !== undefined)
    return inferAnything(rhs, place, inference)
  return builtIn(rhs, rhs, [{ node: lhs, type: first }], { place, inference })
}

function inferAnything(node: Node, place: Place, inference: Inference): Type {
  inference.infer(node, place)
  return anything
}

interface Argument {
  readonly node: Node
  readonly type: Type
}

function called(node: Node, first: readonly Argument[], place: Place, inference: Inference): Type {
  const { procedure, arguments: given = [] } = node
  if (procedure === undefined) return anything
  const isAsked = procedure.type === 'variable' && questions.has(String(procedure.value))
  const there = isAsked ? { ...place, isGuarded: true } : place
  const isHigher = procedure.type === 'variable' && asksItself.has(String(procedure.value))
  const own = given.map((argument, at) => ({
    node: argument,
    // Its body is inferred with what it is asked of.
    type:
      isHigher && at + first.length === 1 && argument.type === 'lambda'
        ? functionType
        : inference.infer(argument, there),
  }))
  const all = [...first, ...own]
  if (procedure.type === 'lambda')
    return inference.inferBody(
      procedure,
      all.map(({ type }) => type),
      place,
    )
  if (procedure.type !== 'variable' || procedure.predicate !== undefined)
    return inferAnything(procedure, place, inference)
  return builtIn(node, procedure, all, { place, inference })
}

const asksItself: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'single',
  'each',
  'sift',
  'reduce',
  'sort',
])

function builtIn(
  node: Node,
  procedure: Node,
  all: readonly Argument[],
  { place, inference }: Pick<Call, 'place' | 'inference'>,
): Type {
  const name = String(procedure.value)
  const definition = originals(name)?.signature.definition
  const isOwn = inference.bindingOf(name) !== 'none' || place.frame.get(name) !== undefined
  if (definition === undefined || isOwn) return anything
  const parameters = parametersOf(definition)
  const isRefused = refused({ name, node, all, parameters }, place, inference)
  const type = results.get(name)?.(callOf(all, parameters, { place, inference })) ?? anything
  // An empty list is taken, whatever its items would be.
  return isRefused ? join(type, missing) : type
}

function callOf(
  all: readonly Argument[],
  parameters: readonly Parameter[],
  { place, inference }: Pick<Call, 'place' | 'inference'>,
): Call {
  const given = all.map(({ type }) => type)
  const isShort = parameters[0]?.isContext === true && given.length < parameters.length
  const read = isShort ? [...given, place.input] : given
  return {
    given,
    nodes: all.map(({ node }) => node),
    subject: given[0] ?? place.input,
    mayBeMissing: read.some((type) => has(type, kinds.missing)),
    place,
    inference,
  }
}

interface Checked {
  readonly name: string
  readonly node: Node
  readonly all: readonly Argument[]
  readonly parameters: readonly Parameter[]
}

/** Notes the argument, or the context in its place, that the function cannot take. */
function refused(checked: Checked, place: Place, inference: Inference): boolean {
  const { name, node, all, parameters } = checked
  const note = (where: Node, message: string) =>
    inference.note(where, place, { code: 'impossible_type', message, severity: 'error' })
  if (all.length === 0 && refusesContext(parameters, place.input)) {
    note(
      node,
      `$${name} takes ${wantedIn(parameters[0])}, and the context is ${inWords(place.input)}`,
    )
    return true
  }
  const at = firstRefused(
    parameters,
    all.map(({ type }) => type),
    place.input,
  )
  if (at === undefined) return false
  const argument = all[at]
  if (argument === undefined || at >= parameters.length) note(node, countOf(name, parameters))
  else
    note(
      argument.node,
      `$${name} takes ${wantedIn(parameters[at])}, and ${nameOf(argument.node)} is ${inWords(argument.type)}`,
    )
  return true
}

function wantedIn(parameter: Parameter | undefined): string {
  return parameter === undefined ? 'nothing' : inWords(wanted(parameter))
}

function countOf(name: string, parameters: readonly Parameter[]): string {
  const least = parameters.filter(({ isOptional, isContext }) => !isOptional || isContext).length
  const most = parameters.some(({ isRepeated }) => isRepeated) ? 'more' : parameters.length
  const count = least === most ? `${least}` : `${least} to ${most}`
  return `$${name} takes ${count} argument${count === '1' ? '' : 's'}`
}
