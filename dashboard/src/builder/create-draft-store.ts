import { type Accessor, createSignal, onCleanup } from 'solid-js'

import type { DraftPort } from './draft-port.ts'
import { readUnsaved, writeUnsaved } from './draft-storage.ts'
import {
  canSave,
  type Draft,
  editText,
  editValue,
  isUnsaved,
  openDraft,
  redo,
  resolveConflict,
  undo,
  withConflict,
  withIssues,
  withSaved,
} from './draft.ts'
import { print } from './json-patch-text.ts'

const CHECK_AFTER_MS = 400
const SAVE_AFTER_MS = 1_000

export interface DraftStore {
  readonly draft: Accessor<Draft>
  readonly isSaving: Accessor<boolean>
  /** Why the last check or save failed for a reason that is not the draft. */
  readonly error: Accessor<unknown>
  setText(text: string): void
  setValue(pointer: string, value: unknown): void
  /** Checks the same text once more, and saves it when it may be now. */
  recheck(): void
  undo(): void
  redo(): void
  resolve(choice: 'mine' | 'theirs'): void
  /** Checks and saves now. False when there is a problem, a conflict or no server. */
  saveNow(): Promise<boolean>
}

interface DraftStoreOptions {
  readonly id: string
  readonly config: unknown
  readonly etag: string
  readonly port: DraftPort
  readonly storage: Storage
  readonly canEdit: boolean
  /** Saves only when told to, by `saveNow`. */
  readonly isManual?: boolean
}

/** The draft of one endpoint: checked 400 ms and saved 1 s after the last edit. */
export function createDraftStore(options: DraftStoreOptions): DraftStore {
  const [draft, setDraft] = createSignal(restore(options))
  const [running, setRunning] = createSignal<Promise<boolean> | undefined>()
  const [error, setError] = createSignal<unknown>()
  const state: State = { options, draft, setDraft, setError }
  const autosaves = options.canEdit && options.isManual !== true
  let checkTimer: ReturnType<typeof setTimeout> | undefined
  let saveTimer: ReturnType<typeof setTimeout> | undefined

  /** One save at a time, so that each starts from the revision the one before made. */
  async function saveNow(): Promise<boolean> {
    clearTimeout(saveTimer)
    await running()
    const work = attempt(state, () => save(state)).finally(() => setRunning(undefined))
    setRunning(() => work)
    return work
  }

  function change(step: (draft: Draft) => Draft): void {
    setDraft(step)
    keep(state)
    clearTimeout(checkTimer)
    clearTimeout(saveTimer)
    checkTimer = setTimeout(() => void attempt(state, () => check(state)), CHECK_AFTER_MS)
    if (autosaves) saveTimer = setTimeout(() => void saveNow(), SAVE_AFTER_MS)
  }

  onCleanup(() => {
    clearTimeout(checkTimer)
    clearTimeout(saveTimer)
    if (autosaves && isUnsaved(draft())) void saveNow()
  })
  void attempt(state, () => check(state))
  return {
    draft,
    isSaving: () => running() !== undefined,
    error,
    setText: (text) => change((current) => editText(current, text, Date.now())),
    setValue: (at, value) => change((current) => editValue(current, at, value, Date.now())),
    recheck: () => change((current) => ({ ...current, checkedText: undefined })),
    undo: () => change(undo),
    redo: () => change(redo),
    resolve: (choice) => change((current) => resolveConflict(current, choice, Date.now())),
    saveNow,
  }
}

interface State {
  readonly options: DraftStoreOptions
  readonly draft: Accessor<Draft>
  readonly setDraft: (step: (draft: Draft) => Draft) => void
  readonly setError: (error: unknown) => void
}

/** True when it worked; a failure that is not the draft's is kept for the page to show. */
async function attempt(state: State, work: () => Promise<boolean>): Promise<boolean> {
  try {
    const isDone = await work()
    state.setError(undefined)
    return isDone
  } catch (cause) {
    state.setError(cause)
    return false
  }
}

async function check({ draft, setDraft, options }: State): Promise<boolean> {
  const { text, parsed, checkedText } = draft()
  if (!parsed.ok || checkedText === text) return parsed.ok
  const { issues, ...found } = await options.port.check(parsed.value)
  setDraft((current) => withIssues(current, text, issues, found))
  return true
}

async function save(state: State): Promise<boolean> {
  await check(state)
  const { text, parsed, saved } = state.draft()
  if (!parsed.ok || !canSave(state.draft())) return !isUnsaved(state.draft())
  const outcome = await state.options.port.save(parsed.value, saved.etag)
  state.setDraft((current) => {
    if (outcome.type === 'conflict') return withConflict(current, outcome.theirs)
    if (outcome.type === 'refused') return withIssues(current, text, outcome.issues)
    return withSaved(current, { text, etag: outcome.etag, savedAt: Date.now() })
  })
  keep(state)
  return outcome.type === 'saved'
}

/** What is not on the server survives a reload. */
function keep({ draft, options }: State): void {
  const { text, saved } = draft()
  const unsaved = isUnsaved(draft()) ? { text, etag: saved.etag } : undefined
  writeUnsaved(options.id, unsaved, options.storage)
}

/** Unsaved text of an earlier visit comes back; when somebody saved since, both versions are shown. */
function restore({ id, config, etag, storage }: DraftStoreOptions): Draft {
  const unsaved = readUnsaved(id, storage)
  const draft = openDraft(config, etag, unsaved?.text)
  if (unsaved === undefined || unsaved.etag === etag) return draft
  return withConflict(draft, { text: print(config), etag, savedAt: undefined })
}
