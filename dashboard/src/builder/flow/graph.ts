import type { PlanNode } from '#contract/plan.ts'
import type { Issue } from '#contract/problem.ts'

import { isUnder, valueAt } from '../pointer.ts'
import type { SectionId } from '../sections.ts'
import { partPointer, validationParts } from '../validation-parts.ts'

export type FlowKind =
  | 'request'
  | 'policies'
  | 'transformation'
  | 'integration'
  | 'response'
  | 'unknown'

/** One step of a call. `id` is unique, whatever the draft says. */
export interface FlowNode {
  readonly id: string
  readonly kind: FlowKind
  /** What the author calls it; empty: it has no name of its own. */
  readonly name: string
  /** What its spans in a trace are called. */
  readonly span: string
  /** Method and address, or what it is about. */
  readonly method: string
  readonly target: string
  /** Of an integration: http, graphql, … */
  readonly type: string
  /** Where it is edited. */
  readonly section: SectionId
  readonly index: number | undefined
  readonly issues: readonly Issue[]
  /** Only when this expression holds. */
  readonly condition: string
  readonly isOptional: boolean
  /** Called only in place of another. */
  readonly isStandby: boolean
  /** Sections of the policies that are on. */
  readonly policies: readonly SectionId[]
}

export interface FlowEdge {
  readonly from: string
  readonly to: string
  /** `stand-in`: called when `from` fails. */
  readonly kind: 'next' | 'reads' | 'stand-in'
  /** Part of a cycle, or from what does not exist. */
  readonly isBroken: boolean
}

export interface FlowGraph {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
}

/** What a call goes through, read from a draft that may be wrong anywhere. */
export function flowOf(
  config: unknown,
  plan: readonly PlanNode[],
  issues: readonly Issue[],
): FlowGraph {
  const request = [requestNode(config, issues), ...policyNodes(config, issues)]
  const rules = itemsOf(config, '/transformations').map((rule, at) => ruleNode(rule, at, issues))
  const before = rules.filter(({ phase }) => phase === 'request').map(({ node }) => node)
  const after = rules.filter(({ phase }) => phase !== 'request').map(({ node }) => node)
  const response = blank('response', 'response', 'response', under(issues, '/response'))
  const calls = callsOf(config, plan, issues)
  const lead = [...request, ...before]
  const tail = [...after, response]
  const entry = lead.at(-1) ?? response
  const exit = tail[0] ?? response
  // What cannot be ordered is not in the way of the rest of the drawing.
  const sound = calls.edges.filter(({ isBroken }) => !isBroken)
  const isRead = (id: string) => sound.some(({ from, kind }) => from === id && kind === 'reads')
  const isFed = (id: string) => sound.some(({ to }) => to === id)
  const own = calls.nodes.filter(({ kind }) => kind === 'integration')
  const starts = own.filter(({ id }) => !isFed(id))
  const ends = own.filter(({ id, isStandby }) => !isStandby && !isRead(id))
  const isBare = starts.length === 0 || ends.length === 0
  return {
    nodes: [...lead, ...calls.nodes, ...tail],
    edges: [
      ...chain(lead),
      ...starts.map(({ id }) => next(entry.id, id)),
      ...calls.edges,
      ...ends.map(({ id }) => next(id, exit.id)),
      ...(isBare ? [next(entry.id, exit.id)] : []),
      ...chain(tail),
    ],
  }
}

const next = (from: string, to: string): FlowEdge => ({ from, to, kind: 'next', isBroken: false })

const chain = (nodes: readonly FlowNode[]): FlowEdge[] =>
  nodes.slice(1).map(({ id }, at) => next(nodes[at]?.id ?? '', id))

const under = (issues: readonly Issue[], pointer: string): Issue[] =>
  issues.filter((issue) => isUnder(pointer, issue.pointer))

function blank(id: string, kind: FlowKind, section: SectionId, issues: readonly Issue[]): FlowNode {
  return {
    id,
    kind,
    section,
    issues,
    name: '',
    span: '',
    method: '',
    target: '',
    type: '',
    index: undefined,
    condition: '',
    isOptional: false,
    isStandby: false,
    policies: [],
  }
}

function requestNode(config: unknown, issues: readonly Issue[]): FlowNode {
  const own = issues.filter(({ pointer }) => /^\/(path|method|request)(\/|$)/.test(pointer))
  const node = blank('request', 'request', 'request', own)
  return { ...node, method: textAt(config, '/method'), target: textAt(config, '/path') }
}

/** All of them as one step: their order is fixed. */
function policyNodes(config: unknown, issues: readonly Issue[]): FlowNode[] {
  const isOn: [SectionId, boolean][] = [
    ['authentication', !['', 'none'].includes(textAt(config, '/authentication/type'))],
    ['rateLimit', valueAt(config, '/rateLimit/enabled') === true],
    [
      'validation',
      validationParts.some((part) => valueAt(config, partPointer(part)) !== undefined),
    ],
    ['idempotency', valueAt(config, '/idempotency/enabled') === true],
    ['caching', valueAt(config, '/caching/enabled') === true],
  ]
  const found = isOn.map(([section, on]) => ({ section, on, issues: under(issues, `/${section}`) }))
  const policies = found.filter(({ on, issues }) => on || issues.length > 0)
  if (policies.length === 0) return []
  const first = policies[0]?.section ?? 'authentication'
  const node = blank(
    'policies',
    'policies',
    first,
    policies.flatMap(({ issues }) => issues),
  )
  return [{ ...node, policies: policies.map(({ section }) => section) }]
}

function ruleNode(rule: unknown, at: number, issues: readonly Issue[]) {
  const own = under(issues, `/transformations/${at}`)
  const id = textAt(rule, '/id')
  const node = {
    ...blank(`transformation:${at}`, 'transformation', 'transformations', own),
    index: at,
    span: id,
    name: textAt(rule, '/name') || id,
    type: textAt(rule, '/type'),
  }
  return { phase: textAt(rule, '/phase'), node }
}

function callsOf(config: unknown, plan: readonly PlanNode[], issues: readonly Issue[]): FlowGraph {
  const items = itemsOf(config, '/integrations')
  const idAt = items.map((item) => textAt(item, '/id'))
  const planned = items.map((_, at) =>
    plan.find(({ pointer, id }) => pointer === `/integrations/${at}` && id === idAt[at]),
  )
  const standby = new Set(planned.flatMap((node) => node?.alternatives ?? []))
  const place = (id: string) => `integration:${idAt.indexOf(id)}`
  const own = issues.filter(({ code }) => code === 'dependency_cycle').map(({ pointer }) => pointer)
  const nodes = items.map((item, at) => callNode(item, at, under(issues, `/integrations/${at}`)))
  const ghosts = new Map<string, FlowNode>()
  const source = (id: string): string => {
    if (idAt.includes(id)) return place(id)
    const words = issues.filter(
      ({ code, message }) => code === 'unknown_integration' && message.includes(` ${id};`),
    )
    ghosts.set(id, { ...blank(`unknown:${id}`, 'unknown', 'integrations', words), name: id })
    return `unknown:${id}`
  }
  const edges = planned.flatMap((node, at): FlowEdge[] => {
    const to = `integration:${at}`
    const isInCycle = own.includes(`/integrations/${at}`)
    const reads = (node?.dependsOn ?? []).map((id): FlowEdge => {
      const from = source(id)
      const other = own.includes(`/integrations/${idAt.indexOf(id)}`)
      return {
        from,
        to,
        kind: 'reads',
        isBroken: from.startsWith('unknown:') || (isInCycle && other),
      }
    })
    const standIns = (node?.alternatives ?? []).filter(
      (id) => idAt.includes(id) && place(id) !== to,
    )
    return [
      ...reads,
      ...standIns.map((id): FlowEdge => ({
        from: to,
        to: place(id),
        kind: 'stand-in',
        isBroken: false,
      })),
    ]
  })
  const marked = nodes.map((node, at) => ({ ...node, isStandby: standby.has(idAt[at] ?? '') }))
  return { nodes: [...ghosts.values(), ...marked], edges }
}

function callNode(item: unknown, at: number, issues: readonly Issue[]): FlowNode {
  const id = textAt(item, '/id')
  return {
    ...blank(`integration:${at}`, 'integration', 'integrations', issues),
    name: id,
    span: id,
    method: textAt(item, '/method'),
    target: textAt(item, '/endpoint').replace(/^[a-z]+:\/\//i, ''),
    type: textAt(item, '/type'),
    index: at,
    condition: textAt(item, '/condition'),
    isOptional: valueAt(item, '/required') === false,
  }
}

function itemsOf(config: unknown, pointer: string): readonly unknown[] {
  const value = valueAt(config, pointer)
  return Array.isArray(value) ? value : []
}

function textAt(value: unknown, pointer: string): string {
  const found = valueAt(value, pointer)
  return typeof found === 'string' ? found : ''
}
