import type { EndpointConfig } from '#contract/endpoint.ts'
import { problems } from '#contract/problem.ts'
import { keptRequests, maxRecordedBytes } from '#contract/recorded-requests.ts'
import { endpointSecretPlaces, integrationSecretPlaces } from '#contract/secret-name.ts'

import { type RequestContext, valueOf } from '../context.ts'
import { readHead } from '../integrations/answer-headers.ts'
import { isPlain } from '../integrations/composed.ts'
import { readAnswer } from '../integrations/read-answer.ts'
import { standbyIds } from '../integrations/standby.ts'
import { getAt } from '../lib/json-pointer.ts'
import { credentialsIn, isConfidentialName } from '../lib/redact.ts'
import type { Answer, Pipeline } from '../pipeline.ts'
import { isRejection } from '../rejection.ts'
import { passesThrough } from '../respond.ts'
import { overhear } from './overhear.ts'
import { type Answered, recordedScope } from './scope.ts'
import type { RecordedEntry, Recorder, RecorderDeps } from './types.ts'

/** An endpoint while it is recorded. */
interface Recording {
  readonly entry: RecordedEntry
  readonly config: EndpointConfig
}

/** Records what endpoints are asked from the step that answers on: what was refused before, or remembered, is not. */
export function createRecorder(deps: RecorderDeps): Recorder {
  /** What this isolate recorded of an endpoint, until when. */
  const counts = new Map<string, { readonly until: number; noted: number }>()
  const countOf = ({ endpointId, recordsUntil }: RecordedEntry) => {
    const known = counts.get(endpointId)
    if (known?.until === recordsUntil) return known
    for (const [id, { until }] of counts) if (until <= deps.now()) counts.delete(id)
    const begun = { until: recordsUntil, noted: 0 }
    counts.set(endpointId, begun)
    return begun
  }
  return async (pipeline, entry) => {
    const count = countOf(entry)
    if (count.noted >= keptRequests) return pipeline
    const config = await deps.config(entry.endpointId, entry.version)
    if (config === undefined) return pipeline
    const recording = { entry, config }
    const respond = async (ctx: RequestContext) => {
      if (count.noted >= keptRequests) return pipeline.respond(ctx)
      count.noted += 1
      return recorded({ pipeline, recording, ctx }, deps)
    }
    return { ...pipeline, respond }
  }
}

interface Call {
  readonly pipeline: Pipeline
  readonly recording: Recording
  readonly ctx: RequestContext
}

async function recorded({ pipeline, recording, ctx }: Call, deps: RecorderDeps): Promise<Answer> {
  const at = deps.now()
  const note = (status: number, answered: () => Promise<Answered>) =>
    ctx.waitUntil(write({ recording, ctx, at, status, answered }, deps))
  const asRead = async () => ctx.integrations
  await keepBody(ctx)
  try {
    const answer = await pipeline.respond(ctx)
    const passedOn = isRejection(answer) ? undefined : passedOnId(recording.config)
    if (isRejection(answer) || passedOn === undefined) {
      note(isRejection(answer) ? problems[answer.code].status : answer.status, asRead)
      return answer
    }
    return overhear(answer, maxRecordedBytes, (bytes) =>
      note(answer.status, () => answeredBy(passedOn, answer, bytes)),
    )
  } catch (error) {
    note(500, asRead)
    throw error
  }
}

interface Outcome extends Pick<Call, 'recording' | 'ctx'> {
  readonly at: number
  readonly status: number
  readonly answered: () => Promise<Answered>
}

/** Never rejects: the request is answered whatever becomes of its record. */
async function write(
  { recording, ctx, at, status, answered }: Outcome,
  { secrets, newId, log, write }: RecorderDeps,
): Promise<void> {
  const { endpointId, version } = recording.entry
  try {
    const credentials = await credentialsOf(ctx, recording.config, secrets)
    const scope = recordedScope(ctx, await answered(), credentials)
    const { method } = ctx.request
    await write({
      id: newId(),
      endpointId,
      at,
      version,
      method,
      path: scope.request.path,
      status,
      scope,
    })
  } catch (error) {
    log('a request could not be recorded', { endpointId, version, error })
  }
}

/** What is sent on as a stream can be read once. What has no declared length stays a stream, and is not kept. */
async function keepBody(ctx: RequestContext): Promise<void> {
  const length = Number(valueOf(ctx.headers, 'content-length') ?? Infinity)
  if (ctx.bytes === undefined && length > 0 && length <= maxRecordedBytes)
    ctx.bytes = await ctx.request.arrayBuffer()
}

/** Id of the integration whose answer goes to the caller as it is. */
function passedOnId({
  integrations,
  transformations,
  response,
}: EndpointConfig): string | undefined {
  const standby = standbyIds(integrations)
  const called = integrations.filter(({ id }) => !standby.has(id))
  const responseRules = transformations.filter(({ phase }) => phase === 'response')
  const asCalled = called.map((integration) => ({ isPlain: isPlain(integration) }))
  const { body } = response
  return passesThrough({ integrations: asCalled, responseRules, body }) ? called[0]?.id : undefined
}

async function answeredBy(
  id: string,
  { status, headers }: Response,
  bytes: Uint8Array<ArrayBuffer> | undefined,
): Promise<Answered> {
  const head = readHead(headers)
  const response = new Response(bytes, { headers })
  const read =
    bytes === undefined || isRejection(head)
      ? undefined
      : await readAnswer({ response, head }, maxRecordedBytes)
  const isUnread = read === undefined || isRejection(read)
  const body = isUnread ? undefined : read.body
  return { [id]: { status, headers: Object.fromEntries(headers), body, isUnread } }
}

/** Those of the caller, and every secret that the endpoint names. Rejects when one cannot be read. */
async function credentialsOf(
  ctx: RequestContext,
  config: EndpointConfig,
  secrets: RecorderDeps['secrets'],
): Promise<readonly string[]> {
  const named = [
    ...endpointSecretPlaces.map((place) => getAt(config, place)),
    ...config.integrations.flatMap((one) => integrationSecretPlaces.map((at) => getAt(one, at))),
  ]
  const names = named.filter((name) => typeof name === 'string')
  const found = await Promise.all(names.map((name) => secrets.read(name, ctx.waitUntil)))
  if (found.includes('unavailable')) throw new Error('a secret of the endpoint cannot be read')
  const values = found.map((one) => (typeof one === 'string' ? '' : one.value))
  return [...values, ...callerCredentials(ctx)]
}

function callerCredentials({ headers, hiddenHeader }: RequestContext): string[] {
  return headers.flatMap(([name, value]) => {
    if (name === 'cookie') return value.split(/; */).map((pair) => pair.replace(/^[^=]*=/, ''))
    return name === hiddenHeader || isConfidentialName(name) ? credentialsIn(value) : []
  })
}
