import {
  recordedForMinutes,
  type RecordedRequest,
  type Recording,
} from '#contract/recorded-requests.ts'

import {
  findRecorded,
  forgetRecorded,
  listRecorded,
  type RecordingRow,
  startRecording,
  stopRecording,
} from '../db/recorded-requests.ts'
import { Problem } from '../problem.ts'
import { auditEntry } from './audit-entry.ts'
import { existingEndpoint } from './endpoints.ts'
import { routingChanged } from './routing-changed.ts'
import type { Handlers } from './types.ts'

const recordedForMs = recordedForMinutes * 60_000

export const recordedRequestHandlers: Handlers<
  | 'startRecording'
  | 'stopRecording'
  | 'listRecordedRequests'
  | 'getRecordedRequest'
  | 'forgetRecordedRequests'
> = {
  async startRecording(call) {
    const { services, params, actor, now } = call
    const row = await existingEndpoint(services, params.id)
    const until = now + recordedForMs
    const details = { until: new Date(until).toISOString() }
    const entry = auditEntry(call, actor, 'endpoint.record', { ...row, details })
    const next = { endpointId: row.id, until, startedBy: actor.name }
    const { done } = await startRecording(services.db, next, entry)
    if (!done)
      throw new Problem('conflict', {
        detail: 'Publish the endpoint first: nobody can call it yet',
      })
    await routingChanged(call)
    return { output: recordingView(next) }
  },

  async stopRecording(call) {
    const row = await existingEndpoint(call.services, call.params.id)
    await stopRecording(
      call.services.db,
      row.id,
      auditEntry(call, call.actor, 'endpoint.stop-recording', row),
    )
    await routingChanged(call)
    return { output: undefined }
  },

  async listRecordedRequests({ services, query, now }) {
    const { items, recordings } = await listRecorded(services.db, now, query.endpointId)
    return { output: { items: items.map(requestView), recordings: recordings.map(recordingView) } }
  },

  async getRecordedRequest({ services, params, now }) {
    const row = await findRecorded(services.db, now, params.id)
    if (row === undefined)
      throw new Problem('not_found', { detail: 'No such recorded request, or it has expired' })
    return { output: { ...requestView(row), scope: row.scope } }
  },

  async forgetRecordedRequests(call) {
    const row = await existingEndpoint(call.services, call.params.id)
    await forgetRecorded(
      call.services.db,
      row.id,
      auditEntry(call, call.actor, 'endpoint.forget-recorded', row),
    )
    await routingChanged(call)
    return { output: undefined }
  },
}

const recordingView = ({ until, ...rest }: RecordingRow): Recording => ({
  ...rest,
  until: new Date(until).toISOString(),
})

function requestView({
  at,
  ...row
}: Omit<RecordedRequest, 'at' | 'expiresAt'> & { readonly at: number }): RecordedRequest {
  const { id, endpointId, endpointName, version, method, path, status } = row
  return {
    id,
    endpointId,
    endpointName,
    at: new Date(at).toISOString(),
    expiresAt: new Date(at + recordedForMs).toISOString(),
    version,
    method,
    path,
    status,
  }
}
