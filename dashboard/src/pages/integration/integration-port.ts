import type { Integration } from '#contract/integration-kinds.ts'
import type { SharedIntegration } from '#contract/shared-integration.ts'

import { call } from '../../api/client.ts'
import { hasStatus, ProblemError } from '../../api/problem-error.ts'
import type { Answer } from '../../api/types.ts'
import type { DraftPort } from '../../builder/draft-port.ts'
import { print } from '../../builder/json-patch-text.ts'

type Seen = (answer: Answer<SharedIntegration>) => void

/** The management API for one shared integration. `onSeen` hears of each newer revision. */
export function integrationPort(id: string, onSeen: Seen): DraftPort {
  return {
    async check(config) {
      const { issues } = (await call('checkIntegration', { body: { config } })).data
      return { issues, plan: [] }
    },
    async save(config, etag) {
      try {
        const body = config as Integration
        const saved = await call('saveIntegration', { params: { id }, body, ifMatch: etag })
        onSeen(saved)
        return { type: 'saved', etag: saved.etag ?? etag }
      } catch (error) {
        if (hasStatus(error, 412)) return { type: 'conflict', theirs: await latest(id, onSeen) }
        if (error instanceof ProblemError && error.status === 422) {
          return { type: 'refused', issues: error.issues }
        }
        throw error
      }
    },
  }
}

async function latest(id: string, onSeen: Seen) {
  const answer = await call('getIntegration', { params: { id } })
  onSeen(answer)
  return { text: print(answer.data.config), etag: answer.etag ?? '', savedAt: undefined }
}
