import { createContext, type Accessor, useContext } from 'solid-js'

import type { EvaluationError } from '#contract/transformation-routes.ts'

import type { Evaluation } from './evaluation.ts'

/** The rule that is tried, wherever it is kept. Pointers are relative to it. */
export interface RuleSource {
  get(pointer: string): unknown
  /** `undefined` removes the value. */
  set(pointer: string, value: unknown): void
  readOnly(): boolean
}

/** What the panes share. */
export interface Playground {
  readonly rule: RuleSource
  /** The document, as text. */
  readonly input: Accessor<string>
  readonly setInput: (text: string) => void
  /** What expressions may read beside the document, as text; may be empty. */
  readonly scope: Accessor<string>
  readonly setScope: (text: string) => void
  readonly evaluation: Evaluation
  /** The output of the last evaluation that had no problems. */
  readonly lastOutput: Accessor<unknown>
  /** Why there is no output. Pointers are relative to the rule. */
  readonly problems: Accessor<readonly EvaluationError[]>
  readonly warnings: Accessor<readonly EvaluationError[]>
  /** Paths that expressions may read, by the sample and the context. */
  readonly paths: Accessor<readonly string[]>
}

export const PlaygroundContext = createContext<Playground>()

export function usePlayground(): Playground {
  const playground = useContext(PlaygroundContext)
  if (playground === undefined) throw new Error('A pane needs a PlaygroundContext above it')
  return playground
}
