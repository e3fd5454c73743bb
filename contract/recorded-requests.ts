import * as z from 'zod'

import { defineRoutes } from './route.ts'

/** Of one endpoint: the newest so many requests are kept, and each for so long. */
export const keptRequests = 10
export const recordedForMinutes = 15
/** The most that is kept of one request with all that services answered. */
export const maxRecordedBytes = 65_536

/** An endpoint whose requests are recorded just now. */
export const recording = z.object({
  endpointId: z.string(),
  until: z.iso.datetime().meta({ description: 'Nothing is recorded from then on' }),
  startedBy: z.string(),
})
export type Recording = z.output<typeof recording>

/** A request of a caller, as lists show it. */
export const recordedRequest = z.object({
  id: z.string(),
  endpointId: z.string(),
  endpointName: z.string(),
  at: z.iso.datetime().meta({ description: 'When the endpoint began to answer' }),
  expiresAt: z.iso.datetime(),
  version: z.int().meta({ description: 'Of the endpoint' }),
  method: z.string(),
  path: z.string().meta({ description: 'Below the base path, as it was matched' }),
  status: z.int().meta({ description: 'Of the answer of the endpoint' }),
})
export type RecordedRequest = z.output<typeof recordedRequest>

/** What rules saw of it: the scope of docs/expressions.md. Confidential members read [redacted]. */
export const recordedScope = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    params: z.record(z.string(), z.string()),
    query: z.record(z.string(), z.unknown()).optional(),
    headers: z.record(z.string(), z.string()).optional().meta({
      description: 'Without those that belong to a session or prove who somebody is',
    }),
    body: z.unknown().optional(),
  }),
  principal: z.unknown().optional(),
  integrations: z.record(z.string(), z.unknown()).meta({ description: 'What services answered' }),
  variables: z.record(z.string(), z.unknown()).optional(),
  omitted: z.array(z.string()).meta({
    description: 'What was not kept: too large, no text, or streamed, such as request.body',
  }),
})
export type RecordedScope = z.output<typeof recordedScope>

const endpointPath = { path: '/endpoints/{id}/recording', tag: 'Recorded requests' } as const

/** Requests of callers, recorded for a while because a member asked for it. */
export const recordedRequestRoutes = defineRoutes({
  startRecording: {
    ...endpointPath,
    method: 'POST',
    access: 'editor',
    status: 200,
    summary: `Record what the endpoint is asked in the next ${recordedForMinutes} minutes, with what services answer; once more: from now on`,
    output: recording,
  },
  stopRecording: {
    ...endpointPath,
    method: 'DELETE',
    access: 'editor',
    status: 204,
    summary: 'Record no more; what was recorded stays until it expires',
  },
  listRecordedRequests: {
    method: 'GET',
    path: '/recorded-requests',
    access: 'editor',
    tag: 'Recorded requests',
    status: 200,
    summary: `Recorded requests, newest first: at most ${keptRequests} of an endpoint, kept ${recordedForMinutes} minutes; and what is recorded just now`,
    query: z.strictObject({ endpointId: z.string().max(64).optional() }),
    output: z.object({ items: z.array(recordedRequest), recordings: z.array(recording) }),
  },
  getRecordedRequest: {
    method: 'GET',
    path: '/recorded-requests/{id}',
    access: 'editor',
    tag: 'Recorded requests',
    status: 200,
    summary: 'A recorded request with what services answered to it',
    output: recordedRequest.extend({ scope: recordedScope }),
  },
  forgetRecordedRequests: {
    method: 'DELETE',
    path: '/endpoints/{id}/recorded-requests',
    access: 'editor',
    tag: 'Recorded requests',
    status: 204,
    summary: 'Stop recording and delete what was recorded of the endpoint',
  },
})
