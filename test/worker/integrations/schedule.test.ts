import * as fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'

import { answerOf, outcome } from '../../support/pipeline.ts'

beforeEach(() => void vi.useFakeTimers({ now: 0 }))
afterEach(() => void vi.useRealTimers())

type Fate = 'answers' | 'is-skipped' | 'fails' | 'fails-all'

interface Node {
  readonly id: string
  readonly dependsOn: readonly number[]
  readonly durationMs: number
  readonly fate: Fate
}

/** Any order of any calls: each may read those before it in a list that is then shuffled. */
const graphs = fc
  .array(
    fc.record({
      durationMs: fc.integer({ min: 1, max: 1_000_000 }),
      reads: fc.array(fc.nat(), { maxLength: 3 }),
      fate: fc.oneof(
        { arbitrary: fc.constant<Fate>('answers'), weight: 12 },
        { arbitrary: fc.constantFrom<Fate>('is-skipped', 'fails'), weight: 3 },
        { arbitrary: fc.constant<Fate>('fails-all'), weight: 1 },
      ),
      at: fc.nat(),
    }),
    { minLength: 2, maxLength: 12 },
  )
  .map((drafts): Node[] => {
    const order = drafts.map((_, made) => made).sort((a, b) => at(drafts, a) - at(drafts, b))
    return order.map((made) => ({
      id: `n${made}`,
      durationMs: drafts[made]?.durationMs ?? 1,
      fate: drafts[made]?.fate ?? 'answers',
      dependsOn:
        made === 0 ? [] : (drafts[made]?.reads ?? []).map((read) => order.indexOf(read % made)),
    }))
  })

const at = (drafts: readonly { at: number }[], made: number) => drafts[made]?.at ?? 0

interface Course {
  /** Time by node. */
  readonly started: Record<string, number>
  readonly endsAt: number
  readonly isRefused: boolean
}

/** What the documentation promises, one step after the other. */
function oracle(nodes: readonly Node[], connections: number): Course {
  const started: Record<string, number> = {}
  const done = new Set<number>()
  const touched = new Set<number>()
  let running: { at: number; endsAt: number }[] = []
  for (let now = 0; ;) {
    for (const [index, node] of nodes.entries()) {
      if (touched.has(index) || !node.dependsOn.every((needed) => done.has(needed))) continue
      if (running.length === connections) break
      touched.add(index)
      const takes = node.fate === 'is-skipped' ? 0 : node.durationMs
      running.push({ at: index, endsAt: now + takes })
      if (node.fate !== 'is-skipped') started[node.id] = now
    }
    const next = running.toSorted((a, b) => a.endsAt - b.endsAt)[0]
    if (next === undefined) return { started, endsAt: now, isRefused: false }
    now = next.endsAt
    if (nodes[next.at]?.fate === 'fails-all') return { started, endsAt: now, isRefused: true }
    running = running.filter((other) => other !== next)
    done.add(next.at)
  }
}

/** What the gateway does, as an upstream sees it. */
async function course(nodes: readonly Node[], connections: number): Promise<Course> {
  const started: Record<string, number> = {}
  const integrations = nodes.map(({ id, dependsOn, fate }) => ({
    id,
    type: 'http' as const,
    endpoint: `https://up.example/${id}`,
    query: Object.fromEntries(
      dependsOn.map((needed, index) => [
        `q${index}`,
        `{{ integrations.${nodes[needed]?.id}.status }}`,
      ]),
    ),
    ...(fate === 'is-skipped' && { condition: 'false' }),
    required: fate !== 'fails',
  }))
  const upstream = async (request: Request) => {
    const id = new URL(request.url).pathname.slice(1)
    const node = nodes.find((other) => other.id === id)
    started[id] = Date.now()
    await new Promise((resolve) => setTimeout(resolve, node?.durationMs))
    if (node?.fate !== 'answers') throw new Error('reset')
    return Response.json({ id })
  }
  const budget = { connections, subrequests: 100 }
  const pending = answerOf({ integrations }, upstream, { budget }).then(({ answer }) => ({
    endsAt: Date.now(),
    isRefused: outcome(answer) !== 200,
  }))
  await vi.runAllTimersAsync()
  return { started, ...(await pending) }
}

it('starts every call at once when what it reads is there and a connection is free, and always ends (300 graphs)', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.integer({ min: 1, max: 6 }), async (nodes, connections) => {
      vi.setSystemTime(0)
      expect(await course(nodes, connections)).toEqual(oracle(nodes, connections))
    }),
    { numRuns: 300 },
  )
}, 60_000)

const http = (id: string, more: object = {}) => ({
  id,
  type: 'http' as const,
  endpoint: `https://up.example/${id}`,
  ...more,
})
const reading = (id: string, other: string) =>
  http(id, { query: { q: `{{ integrations.${other}.status }}` } })

it('waits for nobody it does not read', async () => {
  const order: string[] = []
  const upstream = async (request: Request) => {
    const id = new URL(request.url).pathname.slice(1)
    await new Promise((resolve) => setTimeout(resolve, id === 'slow' ? 1_000 : 10))
    order.push(id)
    return Response.json({})
  }
  const integrations = [http('slow'), http('fast'), reading('after', 'fast')]
  const pending = answerOf({ integrations }, upstream)
  await vi.runAllTimersAsync()
  await pending
  expect(order).toEqual(['fast', 'after', 'slow'])
})

it('opens no more connections than the platform does, a hedged call counting twice', async () => {
  let running = 0
  let most = 0
  const upstream = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 100))
    running -= 1
    return Response.json({})
  }
  const hedging = { enabled: true, delay: 50 }
  const integrations = Array.from({ length: 10 }, (_, n) => http(`n${n}`, { hedging }))
  const pending = answerOf({ integrations }, upstream)
  await vi.runAllTimersAsync()
  await pending
  expect(most).toBe(6)
})

it('does not wait for what it aborts', async () => {
  const upstream = (request: Request) => {
    if (request.url.endsWith('bad')) throw new Error('reset')
    return new Promise<Response>(() => undefined)
  }
  const { answer } = await answerOf({ integrations: [http('bad'), http('hangs')] }, upstream)
  expect(outcome(answer)).toBe('upstream_unreachable')
})
