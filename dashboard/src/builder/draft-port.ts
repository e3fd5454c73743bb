import type { EndpointConfigInput } from '#contract/endpoint.ts'
import type { RuleReport } from '#contract/coverage.ts'
import type { PlanNode } from '#contract/plan.ts'
import type { Issue } from '#contract/problem.ts'

import { call } from '../api/client.ts'
import { hasStatus, ProblemError } from '../api/problem-error.ts'
import { print } from './json-patch-text.ts'
import type { SavedDraft } from './draft.ts'

export type SaveOutcome =
  | { readonly type: 'saved'; readonly etag: string }
  | { readonly type: 'conflict'; readonly theirs: SavedDraft }
  | { readonly type: 'refused'; readonly issues: readonly Issue[] }

interface Checked {
  readonly issues: readonly Issue[]
  readonly plan: readonly PlanNode[]
  readonly warnings?: readonly Issue[]
  readonly reports?: readonly RuleReport[]
}

/** Where drafts are checked and saved. Rejects when the server cannot be reached or fails. */
export interface DraftPort {
  check(config: unknown): Promise<Checked>
  save(config: unknown, etag: string): Promise<SaveOutcome>
}

/** The management API for one endpoint. */
export function apiPort(id: string): DraftPort {
  return {
    async check(config) {
      const { data } = await call('checkEndpoint', { body: { config, id } })
      const { issues, plan, warnings, transformations: reports } = data
      return { issues, plan, warnings, reports }
    },
    async save(config, etag) {
      try {
        const body = config as EndpointConfigInput
        const saved = await call('saveEndpoint', { params: { id }, body, ifMatch: etag })
        return { type: 'saved', etag: saved.etag ?? etag }
      } catch (error) {
        if (hasStatus(error, 412)) return { type: 'conflict', theirs: await latest(id) }
        if (error instanceof ProblemError && error.status === 422) {
          return { type: 'refused', issues: error.issues }
        }
        throw error
      }
    },
  }
}

async function latest(id: string): Promise<SavedDraft> {
  const { data, etag } = await call('getEndpoint', { params: { id } })
  return { text: print(data.config), etag: etag ?? '', savedAt: undefined }
}
