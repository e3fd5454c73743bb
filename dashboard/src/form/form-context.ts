import { createContext, useContext } from 'solid-js'

import type { Issue } from '#contract/problem.ts'

import type { CodeMirror, Diagnostic } from './code-mirror.ts'

/** The document that fields read and write, by JSON Pointer. */
export interface FormModel {
  get(pointer: string): unknown
  /** `undefined` removes the value. */
  set(pointer: string, value: unknown): void
  /** What is wrong with the value at a pointer, or below it when `deep`. */
  issue(pointer: string, deep?: boolean): string | undefined
  /** Everything that is wrong at a pointer and below it. Pointers are relative to it. */
  issues(pointer: string): readonly Issue[]
  readOnly(): boolean
  /** Checks the document once more: what it refers to has changed. */
  recheck?(): void
  /** What an editor marks in the expression at a pointer. Without it editors check the syntax themselves. */
  marks?(pointer: string): readonly Diagnostic[]
  /** The editor of the expression at a pointer, once it can be driven. */
  onEditor?(pointer: string, editor: CodeMirror): void
  /** Paths an expression may read, for completion. */
  scope(): readonly string[]
}

export const FormContext = createContext<FormModel>()

export function useForm(): FormModel {
  const form = useContext(FormContext)
  if (form === undefined) throw new Error('A field needs a FormContext above it')
  return form
}
