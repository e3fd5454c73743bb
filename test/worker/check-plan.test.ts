import { describe, expect, it } from 'vitest'

import { type EndpointConfigInput, endpointConfig } from '#contract/endpoint.ts'
import { check } from '#worker/check.ts'
import { planOf } from '#worker/check/plan.ts'
import { compile } from '#worker/compile.ts'
import { RequestContext } from '#worker/context.ts'
import { run } from '#worker/pipeline.ts'

import { fakeUpstream } from '../support/pipeline.ts'
import { randomOf } from '../support/random.ts'
import { unusedPorts } from '../support/unused-ports.ts'

const base = { name: 'T', path: '/t', method: 'GET' as const }
const { upstream } = fakeUpstream(() => new Response('{}'))
const deps = { ...unusedPorts(), upstream }
const plan = (...integrations: object[]) => planOf({ ...base, integrations }, deps)
const http = { type: 'http', endpoint: 'https://up.test/' }

describe('the plan of a draft', () => {
  it('finds references wherever they may stand', () => {
    const places = [
      { endpoint: 'https://up.test/{{ integrations.a.body.id }}' },
      { query: { q: '{{ integrations.a.status }}' } },
      { headers: { 'x-a': '{{ $string(integrations.a.body) }}' } },
      { method: 'POST', body: { type: 'json', expression: '{ "a": integrations.a.body }' } },
      { method: 'POST', body: { type: 'form', fields: { a: '{{ integrations.a.body.x }}' } } },
      { fallbackStrategy: [{ strategy: 'default-response', body: '{{ integrations.a.body }}' }] },
    ]
    for (const place of places)
      expect(plan({ ...http, id: 'a' }, { ...http, id: 'b', ...place })[1]).toEqual({
        id: 'b',
        pointer: '/integrations/1',
        dependsOn: ['a'],
        alternatives: [],
        wave: 1,
      })
  })

  it('names stand-ins, which have no wave, and waits for what they read', () => {
    const fallbackStrategy = [{ strategy: 'alternative-service', integration: 'spare' }]
    const spare = {
      ...http,
      id: 'spare',
      endpoint: 'https://up.test/{{ integrations.first.body }}',
    }
    const found = plan({ ...http, id: 'main', fallbackStrategy }, spare, { ...http, id: 'first' })
    expect(found.map(({ id, alternatives, wave }) => [id, alternatives, wave])).toEqual([
      ['main', ['spare'], 1],
      ['spare', [], null],
      ['first', [], 0],
    ])
  })

  it('shows cycles and unknown references, and says where nothing can be read', () => {
    const reading = (id: string, other: string) => ({
      ...http,
      id,
      endpoint: `https://up.test/{{ integrations.${other}.body }}`,
    })
    const broken = { ...http, id: 'broken', endpoint: 'no address' }
    const found = plan(reading('a', 'b'), reading('b', 'a'), reading('c', 'nobody'), broken)
    expect(found.map(({ id, dependsOn, wave }) => [id, dependsOn, wave])).toEqual([
      ['a', ['b'], null],
      ['b', ['a'], null],
      ['c', ['nobody'], 0],
      ['broken', null, null],
    ])
    for (const input of [undefined, null, 3, {}, { integrations: 'x' }])
      expect(planOf(input, deps)).toEqual([])
  })

  it('is the order that calls are made in, for 200 random configurations', async () => {
    const random = randomOf(7)
    for (let round = 0; round < 200; round += 1) {
      const { integrations, reads } = randomIntegrations(random)
      const config = { ...base, integrations } as EndpointConfigInput
      expect(check(config, deps, new Map())).toHaveProperty('config')
      const found = planOf(config, deps)
      expect(found.map(({ dependsOn }) => dependsOn?.toSorted())).toEqual(reads)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await roundsOf(config)).toEqual(found.map(({ wave }) => wave))
    }
  }, 30_000)
})

/** Up to 12 integrations in any order, each reading some of those that come before it in an order of their own. */
function randomIntegrations(random: () => number) {
  const count = 1 + Math.floor(random() * 12)
  const ids = Array.from({ length: count }, (_, at) => `i${at}`)
  const nodes = ids.map((id, at) => ({
    id,
    reads: ids.slice(0, at).filter(() => random() < 0.3),
  }))
  const shuffled = nodes.toSorted(() => random() - 0.5)
  return {
    reads: shuffled.map(({ reads }) => reads.toSorted()),
    integrations: shuffled.map(({ id, reads }) => ({
      ...http,
      id,
      headers: Object.fromEntries(reads.map((other) => [`x-${other}`, textReading(other, random)])),
    })),
  }
}

/** The ways an expression may name a result. */
function textReading(id: string, random: () => number): string {
  const ways = [
    `{{ integrations.${id}.status }}`,
    `{{ $string(integrations.${id}.body.a.b) }}`,
    `{{ request.path & integrations.${id}.headers."x-y" }}`,
    `{{ integrations."${id}".body.n > 1 ? "a" : "b" }}`,
    `a {{ request.path }} b {{ [integrations.${id}.body][0].x }}`,
  ]
  return ways[Math.floor(random() * ways.length)] ?? ''
}

/** In which round of calls each integration was called: an upstream that answers all who wait at once. */
async function roundsOf(config: EndpointConfigInput): Promise<(number | undefined)[]> {
  const parsed = endpointConfig.parse({
    ...config,
    integrations: config.integrations?.map((one) => ({
      ...one,
      endpoint: `https://up.test/${one.id}`,
    })),
  })
  const seen = new Map<string, number>()
  let waiting: (() => void)[] = []
  let round = 0
  const { upstream: held } = fakeUpstream(async (request) => {
    seen.set(new URL(request.url).pathname.slice(1), round)
    await new Promise<void>((resolve) => void waiting.push(resolve))
    return Response.json({ id: 1 })
  })
  const pipeline = compile(parsed, { ...deps, upstream: held }, 'ep_t')
  const ctx = new RequestContext({
    request: new Request('https://gateway.test/api/custom/t'),
    requestId: 'req_1',
    clientIp: '',
    origin: 'https://gateway.test',
    path: '/t',
    search: '',
    rawParams: {},
    variables: {},
    waitUntil: () => undefined,
    now: () => 0,
  })
  const progress = { isOver: false }
  const answer = run(pipeline, ctx).finally(() => (progress.isOver = true))
  while (!progress.isOver) {
    // oxlint-disable-next-line no-await-in-loop -- until all who can wait do
    await new Promise((resolve) => setTimeout(resolve, 0))
    if (waiting.length === 0) continue
    const now = waiting
    waiting = []
    round += 1
    for (const resolve of now) resolve()
  }
  await answer
  return parsed.integrations.map(({ id }) => seen.get(id))
}
