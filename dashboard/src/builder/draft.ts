import type { RuleReport } from '#contract/coverage.ts'
import type { PlanNode } from '#contract/plan.ts'
import type { Issue } from '#contract/problem.ts'

import { patchText, print } from './json-patch-text.ts'
import { type JsonParse, parseJson } from './json-text.ts'
import { sectionOrder } from './sections.ts'

/** What the server has: the draft at one revision. */
export interface SavedDraft {
  readonly text: string
  readonly etag: string
  /** Milliseconds since the epoch; undefined before the first save of this visit. */
  readonly savedAt: number | undefined
}

/** One document that the form and the JSON view edit. `text` is the truth; nothing else is stored. */
export interface Draft {
  readonly text: string
  readonly parsed: JsonParse
  /** The last value that parsed: what the form shows, read-only while `parsed` is an error. */
  readonly value: unknown
  readonly issues: readonly Issue[]
  /** How its integrations depend on each other, as of the last check. */
  readonly plan: readonly PlanNode[]
  /** What looks wrong and keeps nothing from being saved. */
  readonly warnings: readonly Issue[]
  /** What the test cases of its rules reach. */
  readonly reports: readonly RuleReport[]
  /** The text that `issues` speak of; another text is not checked yet. */
  readonly checkedText: string | undefined
  readonly saved: SavedDraft
  /** Another revision that was saved elsewhere while this one was edited. */
  readonly conflict: SavedDraft | undefined
  readonly past: readonly string[]
  readonly future: readonly string[]
  /** Edits with the same mark close together are one step of undo. */
  readonly mark: { readonly name: string; readonly at: number } | undefined
}

const HISTORY = 200
const COALESCE_MS = 800

/** A draft as the server has it, or the author's own unsaved text on top of it. */
export function openDraft(config: unknown, etag: string, unsavedText?: string): Draft {
  const saved: SavedDraft = { text: print(config), etag, savedAt: undefined }
  const draft: Draft = {
    ...readText(saved.text, config),
    issues: [],
    plan: [],
    warnings: [],
    reports: [],
    checkedText: undefined,
    saved,
    conflict: undefined,
    past: [],
    future: [],
    mark: undefined,
  }
  if (unsavedText === undefined || unsavedText === saved.text) return draft
  return { ...draft, ...readText(unsavedText, config), past: [saved.text] }
}

/** The JSON view typed. The text is kept as it is, valid or not. */
export function editText(draft: Draft, text: string, now: number): Draft {
  return write(draft, text, { name: 'text', at: now })
}

/** The form changed one value; `undefined` removes it. Nothing happens while the text is not JSON. */
export function editValue(draft: Draft, pointer: string, value: unknown, now: number): Draft {
  if (!draft.parsed.ok) return draft
  return write(draft, patchText(draft.text, pointer, value, sectionOrder), {
    name: pointer,
    at: now,
  })
}

export function undo(draft: Draft): Draft {
  const text = draft.past.at(-1)
  if (text === undefined) return draft
  return {
    ...draft,
    ...readText(text, draft.value),
    past: draft.past.slice(0, -1),
    future: [...draft.future, draft.text],
    mark: undefined,
  }
}

export function redo(draft: Draft): Draft {
  const text = draft.future.at(-1)
  if (text === undefined) return draft
  return {
    ...draft,
    ...readText(text, draft.value),
    past: [...draft.past, draft.text],
    future: draft.future.slice(0, -1),
    mark: undefined,
  }
}

/** The answer of a check. An answer about a text that was edited since is dropped. */
export function withIssues(
  draft: Draft,
  checkedText: string,
  issues: readonly Issue[],
  found: Partial<Pick<Draft, 'plan' | 'warnings' | 'reports'>> = {},
): Draft {
  return checkedText === draft.text ? { ...draft, ...found, issues, checkedText } : draft
}

/** A text was saved; newer edits stay unsaved. */
export function withSaved(draft: Draft, saved: SavedDraft): Draft {
  return { ...draft, saved, conflict: undefined }
}

/** Somebody else saved first (412). Nothing is lost: both versions are kept until the author chooses. */
export function withConflict(draft: Draft, theirs: SavedDraft): Draft {
  return theirs.text === draft.text ? withSaved(draft, theirs) : { ...draft, conflict: theirs }
}

/** `mine` keeps this text, to be saved over theirs; `theirs` takes theirs, and undo brings mine back. */
export function resolveConflict(draft: Draft, choice: 'mine' | 'theirs', now: number): Draft {
  const theirs = draft.conflict
  if (theirs === undefined) return draft
  const settled = { ...draft, saved: theirs, conflict: undefined }
  return choice === 'mine' ? settled : write(settled, theirs.text, { name: 'theirs', at: now })
}

export const isUnsaved = (draft: Draft): boolean => draft.text !== draft.saved.text

/** Number of things that keep the draft from being saved. */
export const problemCount = (draft: Draft): number => (draft.parsed.ok ? draft.issues.length : 1)

/** Checked, without problems, different from what is saved, and nobody else in the way. */
export const canSave = (draft: Draft): boolean =>
  draft.parsed.ok &&
  draft.checkedText === draft.text &&
  draft.issues.length === 0 &&
  draft.conflict === undefined &&
  isUnsaved(draft)

function write(draft: Draft, text: string, mark: { name: string; at: number }): Draft {
  if (text === draft.text) return draft
  const isSameStep =
    draft.mark !== undefined &&
    draft.mark.name === mark.name &&
    mark.at - draft.mark.at < COALESCE_MS
  return {
    ...draft,
    ...readText(text, draft.value),
    past: isSameStep ? draft.past : [...draft.past, draft.text].slice(-HISTORY),
    future: [],
    mark,
  }
}

function readText(text: string, lastValue: unknown): Pick<Draft, 'text' | 'parsed' | 'value'> {
  const parsed = parseJson(text)
  return { text, parsed, value: parsed.ok ? parsed.value : lastValue }
}
