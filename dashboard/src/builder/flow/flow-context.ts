import { type Accessor, createContext, useContext } from 'solid-js'

import type { FlowEdge, FlowGraph, FlowNode } from './graph.ts'
import type { Layout } from './layout.ts'
import type { FlowMark } from './marks.ts'

/** What graph, list and detail of a flow share. */
export interface Flow {
  readonly graph: Accessor<FlowGraph>
  readonly layout: Accessor<Layout<FlowEdge>>
  readonly marks: Accessor<ReadonlyMap<string, FlowMark>>
  /** Steps in the order they are reached. */
  readonly steps: Accessor<readonly FlowNode[]>
  readonly selected: Accessor<FlowNode | undefined>
  readonly select: (id: string) => void
  /** Opens the form of a step. */
  readonly edit: (node: FlowNode) => void
}

export const FlowContext = createContext<Flow>()

export function useFlow(): Flow {
  const flow = useContext(FlowContext)
  if (flow === undefined) throw new Error('Part of a flow outside of FlowContext')
  return flow
}
