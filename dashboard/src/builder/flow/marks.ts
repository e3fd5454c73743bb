import type { TraceSpan } from '#contract/trace.ts'

import type { FlowGraph, FlowNode } from './graph.ts'

/** What a test did to a step; `unreached`: the request never came to it, or it was not needed. */
export interface FlowMark {
  readonly outcome: TraceSpan['outcome'] | 'unreached' | 'stood-in'
  readonly durationMs: number | undefined
  readonly status: number | undefined
}

const policyStages = new Set(['authenticate', 'limit', 'validate', 'idempotency', 'cache'])
const unreached: FlowMark = { outcome: 'unreached', durationMs: undefined, status: undefined }

/** Marks by the id of the step; none without a trace. */
export function marksOf(
  { nodes, edges }: FlowGraph,
  trace: readonly TraceSpan[] | undefined,
): ReadonlyMap<string, FlowMark> {
  if (trace === undefined) return new Map()
  const standIn = (id: string): boolean => {
    const failed = edges.filter(({ to, kind }) => to === id && kind === 'stand-in')
    return failed.some(({ from }) => {
      const span = nodes.find((node) => node.id === from)?.span
      return trace.some(
        ({ stage, name, detail }) =>
          stage === 'integrations' && name === span && detail['fallback'] === 'alternative-service',
      )
    })
  }
  const real = nodes.filter(({ kind }) => kind !== 'unknown')
  return new Map(
    real.map((node): [string, FlowMark] => {
      const mark = markOf(spansOf(node, trace))
      // What stands in has no span of its own.
      if (mark === unreached && standIn(node.id)) return [node.id, { ...mark, outcome: 'stood-in' }]
      return [node.id, mark]
    }),
  )
}

function spansOf(node: FlowNode, trace: readonly TraceSpan[]): TraceSpan[] {
  const named = (stage: string) =>
    trace.filter((span) => span.stage === stage && span.name === node.span)
  switch (node.kind) {
    case 'request':
      return trace.filter(({ stage }) => stage === 'route')
    case 'policies':
      return trace.filter(({ stage, name }) => policyStages.has(stage) && name !== 'response')
    case 'integration':
      return named('integrations')
    case 'transformation':
      return named('transform')
    case 'response':
      return trace.filter(({ stage }) => stage === 'respond')
    case 'unknown':
      return []
  }
}

/** Worst first. */
const outcomes = ['failed', 'refused', 'ok', 'skipped'] as const

function markOf(spans: readonly TraceSpan[]): FlowMark {
  const outcome = outcomes.find((one) => spans.some((span) => span.outcome === one))
  if (outcome === undefined) return unreached
  const status = spans.map(({ detail }) => detail['status']).find((one) => typeof one === 'number')
  const durationMs = spans.reduce((sum, span) => sum + span.durationMs, 0)
  return { outcome, status: status as number | undefined, durationMs }
}
