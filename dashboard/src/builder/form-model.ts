import { type Accessor, createMemo } from 'solid-js'

import type { FormModel } from '../form/form-context.ts'
import type { DraftStore } from './create-draft-store.ts'
import { isUnder, valueAt } from './pointer.ts'
import { scopePaths } from './scope-paths.ts'

/** What fields read and write of a draft; read-only while its text is not JSON. */
export function createFormModel(store: DraftStore, canEdit: Accessor<boolean>): FormModel {
  const { draft } = store
  return {
    get: (pointer) => valueAt(draft().value, pointer),
    set: (pointer, value) => store.setValue(pointer, value),
    issue: (pointer, deep) =>
      draft().issues.find((issue) =>
        deep === true ? isUnder(pointer, issue.pointer) : issue.pointer === pointer,
      )?.message,
    issues: (pointer) =>
      draft()
        .issues.filter((issue) => isUnder(pointer, issue.pointer))
        .map((issue) => ({ ...issue, pointer: issue.pointer.slice(pointer.length) })),
    readOnly: () => !canEdit() || !draft().parsed.ok,
    recheck: () => store.recheck(),
    scope: createMemo(() => scopePaths(draft().value)),
  }
}
