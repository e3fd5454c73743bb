import { describe, expect, it } from 'vitest'

import { flowOf } from '../../../dashboard/src/builder/flow/graph.ts'
import { marksOf } from '../../../dashboard/src/builder/flow/marks.ts'

const http = (id: string, more: object = {}) => ({
  id,
  type: 'http',
  endpoint: `https://${id}.example/`,
  ...more,
})
const planOf = (...nodes: [id: string, dependsOn: string[] | null, alternatives?: string[]][]) =>
  nodes.map(([id, dependsOn, alternatives = []], at) => ({
    id,
    pointer: `/integrations/${at}`,
    dependsOn,
    alternatives,
    wave: null,
  }))
const lines = ({ nodes, edges }: ReturnType<typeof flowOf>) => {
  const name = (id: string) => nodes.find((node) => node.id === id)?.name || id
  return edges.map((edge) => {
    const arrow = { next: '→', reads: '⇒', 'stand-in': '⇢' }[edge.kind]
    return `${name(edge.from)} ${arrow} ${name(edge.to)}${edge.isBroken ? ' !' : ''}`
  })
}
const span = (stage: string, name: string, more: object = {}) => ({
  stage,
  name,
  startMs: 0,
  durationMs: 5,
  outcome: 'ok' as const,
  detail: {},
  ...more,
})

describe('the flow of a draft', () => {
  it('goes from the request to the response when nothing is in between', () => {
    expect(lines(flowOf({ method: 'GET', path: '/x' }, [], []))).toEqual(['request → response'])
  })

  it('goes through policies, transformations and calls in the order of a request', () => {
    const config = {
      authentication: { type: 'api-key' },
      rateLimit: { enabled: true },
      validation: { maxDepth: 64 },
      transformations: [
        { id: 'after', type: 'map' },
        { id: 'before', type: 'map', phase: 'request' },
      ],
      integrations: [http('user'), http('orders', { method: 'POST' }), http('prices')],
    }
    const plan = planOf(['user', []], ['orders', ['user']], ['prices', []])
    const flow = flowOf(config, plan, [])
    expect(lines(flow)).toEqual([
      'request → policies',
      'policies → before',
      'before → user',
      'before → prices',
      'user ⇒ orders',
      'orders → after',
      'prices → after',
      'after → response',
    ])
    expect(flow.nodes.find(({ id }) => id === 'policies')?.policies).toEqual([
      'authentication',
      'rateLimit',
    ])
    expect(flow.nodes.find(({ name }) => name === 'orders')).toMatchObject({
      method: 'POST',
      target: 'orders.example/',
      section: 'integrations',
      index: 1,
    })
  })

  it('leads to a stand-in from what it stands in for, and nowhere from there', () => {
    const plan = planOf(['main', [], ['spare']], ['spare', []], ['last', ['main']])
    const flow = flowOf({ integrations: [http('main'), http('spare'), http('last')] }, plan, [])
    expect(lines(flow)).toEqual([
      'request → main',
      'main ⇢ spare',
      'main ⇒ last',
      'last → response',
    ])
    expect(flow.nodes.find(({ name }) => name === 'spare')?.isStandby).toBe(true)
  })

  it('draws unknown references and cycles, with the words of the check', () => {
    const issues = [
      { pointer: '/integrations/0', code: 'dependency_cycle', message: 'a waits for itself' },
      { pointer: '/integrations/1', code: 'dependency_cycle', message: 'b waits for itself' },
      {
        pointer: '/integrations/2',
        code: 'unknown_integration',
        message: 'There is no integration gone; write one of: a, b, c',
      },
    ]
    const plan = planOf(['a', ['b']], ['b', ['a']], ['c', ['gone', 'a']])
    const flow = flowOf({ integrations: [http('a'), http('b'), http('c')] }, plan, issues)
    expect(lines(flow)).toEqual([
      'request → a',
      'request → b',
      'b ⇒ a !',
      'a ⇒ b !',
      'gone ⇒ c !',
      'a ⇒ c',
      'b → response',
      'c → response',
    ])
    expect(flow.nodes.find(({ kind }) => kind === 'unknown')?.issues).toEqual([issues[2]])
    expect(flow.nodes.find(({ name }) => name === 'a')?.issues).toEqual([issues[0]])
  })

  it('notes a condition, and what need not succeed', () => {
    const item = http('a', { condition: 'request.query.full', required: false })
    const [node] = flowOf({ integrations: [item] }, [], []).nodes.filter(({ name }) => name === 'a')
    expect(node).toMatchObject({ condition: 'request.query.full', isOptional: true })
  })

  it.each([undefined, null, 3, [], {}, { integrations: [null, 3, {}], transformations: 'x' }])(
    'is drawn for %j',
    (config) => {
      const { nodes, edges } = flowOf(config, [], [])
      expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length)
      expect(edges.length).toBeGreaterThan(0)
    },
  )
})

describe('marks of a test', () => {
  const plan = planOf(['main', [], ['spare']], ['spare', []], ['late', ['main']])
  const flow = flowOf(
    {
      authentication: { type: 'api-key' },
      integrations: [http('main'), http('spare'), http('late')],
      transformations: [{ id: 'map', type: 'map' }],
    },
    plan,
    [],
  )
  const marks = (...trace: ReturnType<typeof span>[]) => marksOf(flow, trace)

  it('tell outcome, status and duration of every step, and what was not reached', () => {
    const found = marks(
      span('authenticate', 'authenticate'),
      span('cache', 'cache', { outcome: 'skipped', durationMs: 0 }),
      span('integrations', 'main', { durationMs: 40, detail: { status: 200 } }),
      span('integrations', 'late', { outcome: 'refused', detail: { code: 'upstream_timeout' } }),
      span('respond', 'respond'),
    )
    expect(found.get('policies')).toEqual({ outcome: 'ok', status: undefined, durationMs: 5 })
    expect(found.get('integration:0')).toEqual({ outcome: 'ok', status: 200, durationMs: 40 })
    expect(found.get('integration:1')?.outcome).toBe('unreached')
    expect(found.get('integration:2')?.outcome).toBe('refused')
    expect(found.get('transformation:0')?.outcome).toBe('unreached')
  })

  it('tell that a stand-in was used', () => {
    const detail = { status: 200, fallback: 'alternative-service' }
    expect(marks(span('integrations', 'main', { detail })).get('integration:1')?.outcome).toBe(
      'stood-in',
    )
  })

  it('are none before a test', () => {
    expect(marksOf(flow, undefined).size).toBe(0)
  })
})
