import { env } from 'cloudflare:workers'
import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'

import { keptRequests, recordedForMinutes } from '#contract/recorded-requests.ts'
import { openDatabase } from '#worker/db/database.ts'
import {
  addRecorded,
  findRecorded,
  listRecorded,
  removeExpiredRecordings,
} from '#worker/db/recorded-requests.ts'
import { recordedRequest, recording } from '#worker/db/schema.ts'
import { createGateway, type GatewayDeps } from '#worker/gateway.ts'

import { type Client, ownerClient, sampleConfig } from '../../support/client.ts'
import { FakeSource } from '../../support/fake-source.ts'
import { unusedPorts } from '../../support/unused-ports.ts'

const db = openDatabase(env.DB)
const minuteMs = 60_000
const startMs = 1_000_000_000

let owner: Client
let endpointId = ''
let count = 0
beforeEach(async () => {
  owner ??= await ownerClient()
  const { body } = await owner.post('/endpoints', sampleConfig())
  endpointId = body.id
  const until = startMs + recordedForMinutes * minuteMs
  await db.insert(recording).values({ endpointId, until, startedBy: 'Olga' })
}, 30_000)

const scope = {
  request: { method: 'GET', path: '/orders', params: {} },
  integrations: {},
  omitted: [],
}
const call = (at: number) => ({
  id: `rec_${String((count += 1)).padStart(6, '0')}`,
  endpointId,
  at,
  version: 1,
  method: 'GET',
  path: '/orders',
  status: 200,
  scope,
})
const idsAt = async (now: number) =>
  (await listRecorded(db, now, endpointId)).items.map(({ id }) => id)

describe('recorded requests', () => {
  it('are written only until the recording ends, whatever an isolate believes', async () => {
    const last = call(startMs + recordedForMinutes * minuteMs - 1)
    const late = call(startMs + recordedForMinutes * minuteMs)
    await addRecorded(db, last)
    await addRecorded(db, late)
    expect(await idsAt(late.at)).toEqual([last.id])
    const { recordings } = await listRecorded(db, late.at, endpointId)
    expect(recordings).toEqual([])
  })

  it('are not written of an endpoint that nobody records', async () => {
    await addRecorded(db, { ...call(startMs), endpointId: 'ep_other' })
    expect(await db.$count(recordedRequest, eq(recordedRequest.endpointId, 'ep_other'))).toBe(0)
  })

  it(`are the newest ${keptRequests} of an endpoint`, async () => {
    const calls = Array.from({ length: keptRequests + 3 }, (_, n) => call(startMs + n))
    // oxlint-disable-next-line no-await-in-loop -- one after the other, as they are written
    for (const one of calls) await addRecorded(db, one)
    const newest = calls.slice(3).map(({ id }) => id)
    expect(await idsAt(startMs + minuteMs)).toEqual(newest.toReversed())
  })

  it(`cannot be read after ${recordedForMinutes} minutes, and are removed`, async () => {
    const one = call(startMs)
    await addRecorded(db, one)
    const expiresAt = startMs + recordedForMinutes * minuteMs
    expect((await findRecorded(db, expiresAt - 1, one.id))?.scope).toEqual(scope)
    expect(await findRecorded(db, expiresAt, one.id)).toBeUndefined()
    expect(await idsAt(expiresAt)).toEqual([])
    await removeExpiredRecordings(db, expiresAt + 1)
    expect(await db.$count(recordedRequest, eq(recordedRequest.endpointId, endpointId))).toBe(0)
    expect(await db.$count(recording, eq(recording.endpointId, endpointId))).toBe(0)
  })
})

describe('the gateway', () => {
  const source = new FakeSource()
  const mock = { method: 'GET' as const, path: '/orders', response: { body: '{}' } }
  const gatewayWith = (recorder: GatewayDeps['recorder']) =>
    createGateway({
      source,
      compileDeps: { ...unusedPorts(), upstream: { refusal: () => undefined, fetch } },
      ...(recorder && { recorder }),
      basePath: '/api/custom',
      now: source.now,
      newRequestId: () => 'req_1',
      log: () => undefined,
    })
  const askedFor = async (recordsUntil?: number) => {
    const asked: string[] = []
    source.publish({ orders: mock })
    if (recordsUntil !== undefined) source.record('orders', recordsUntil)
    const gateway = gatewayWith(async (pipeline, entry) => {
      asked.push(entry.endpointId)
      return pipeline
    })
    const request = new Request('https://gateway.test/api/custom/orders')
    expect((await gateway.handle(request, () => undefined)).status).toBe(200)
    return asked
  }

  it('asks for a recorder while the route says so, and not before or after', async () => {
    expect(await askedFor()).toEqual([])
    expect(await askedFor(source.nowMs)).toEqual([])
    expect(await askedFor(source.nowMs + 1)).toEqual(['orders'])
  })
})
