import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, it } from 'vitest'

import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { behaviours } from '../support/hostile-behaviours.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { until } from '../support/until.ts'

const modes = ['pass', 'read'] as const
const page = join(import.meta.dirname, '../../docs/resilience.md')
const markers = ['<!-- behaviours -->\n', '<!-- /behaviours -->'] as const

let gateway: TestGateway
let origin: Origin
beforeAll(async () => {
  origin = await startOrigin()
  gateway = await startGateway({ isolates: 2 })
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

/** An endpoint of its own, so that each has a budget and a breaker of its own. */
function endpoint(behaviour: string, mode: (typeof modes)[number]): EndpointConfigInput {
  const rules = [{ operation: 'set', target: 'seen', source: 'true' }]
  return {
    name: `${behaviour} ${mode}`,
    method: 'GET',
    path: `/${mode}/${behaviour}`,
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `${origin.url}/${behaviour}?${mode}`,
        timeout: 700,
        deadline: 4_000,
        maxResponseBytes: 100_000,
        retryPolicy: {
          maxAttempts: 2,
          baseDelay: 1,
          retryFailures: ['connection', 'timeout', 'invalid-response'],
        },
        circuitBreaker: { enabled: true, minimumNumberOfCalls: 100 },
        fallbackStrategy: [{ strategy: 'default-response', status: 299, body: '{}' }],
      },
    ],
    ...(mode === 'read' && {
      transformations: [{ id: 'mark', type: 'map' as const, rules }],
    }),
  }
}

interface Row {
  readonly attempts: number
  readonly standsIn: boolean
  readonly failures: string
}

async function observed(behaviour: string, mode: (typeof modes)[number]): Promise<Row> {
  const id = await gateway.publish(endpoint(behaviour, mode))
  const answer = await fetch(`${gateway.gatewayUrl}/${mode}/${behaviour}`, { redirect: 'manual' })
  await answer.text().catch(() => undefined)
  const attempts = origin.journal.filter(({ target }) => target === `/${behaviour}?${mode}`).length
  let breaker = { calls: 0, failed: 0 }
  await until(async () => {
    const { items } = await gateway.api.call<{ items: (typeof breaker)[] }>(
      'GET',
      `/endpoints/${id}/breakers`,
    )
    breaker = items[0] ?? breaker
    return breaker.calls >= attempts
  }, 30_000).catch(() => undefined)
  return {
    attempts,
    standsIn: answer.headers.get('ecluse-fallback') === 'default-response',
    failures: `${breaker.failed} of ${breaker.calls}`,
  }
}

it('does with every behaviour what docs/resilience.md says', { timeout: 240_000 }, async () => {
  const lines: string[] = []
  for (const behaviour of Object.keys(behaviours)) {
    // oxlint-disable-next-line no-await-in-loop -- the journal is of one behaviour at a time
    const [pass, read] = await Promise.all(modes.map((mode) => observed(behaviour, mode)))
    if (pass === undefined || read === undefined) throw new Error('two modes')
    const both = (of: (row: Row) => string) =>
      of(pass) === of(read) ? of(pass) : `${of(pass)}; read: ${of(read)}`
    lines.push(
      `| ${behaviour} | ${both((row) => String(row.attempts))} | ${both((row) => row.failures)} | ${both((row) => (row.standsIn ? 'yes' : 'no'))} |`,
    )
  }
  const text = readFileSync(page, 'utf8')
  const [start, end] = markers
  const table = [
    '| upstream | attempts | failures the breaker counts | fallback |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n')
  const before = text.slice(0, text.indexOf(start) + start.length)
  const after = text.slice(text.indexOf(end))
  if (process.env['UPDATE_DOCS'] === '1') writeFileSync(page, `${before}${table}${after}`)
  expect(text.slice(before.length, text.length - after.length)).toBe(table)
})

it('opens a breaker for an isolate that saw nothing fail, within a second of its next call', async () => {
  const flaky = { path: '/shared', name: 'Shared', method: 'GET' as const }
  await gateway.publish({
    ...flaky,
    integrations: [
      {
        id: 'up',
        type: 'http',
        endpoint: `${origin.url}/server-error?shared`,
        circuitBreaker: { enabled: true, minimumNumberOfCalls: 10 },
      },
    ],
  })
  const ask = async (isolate: number) => {
    const answer = await fetch(`${gateway.isolates[isolate]}/api/custom/shared`)
    const text = await answer.text()
    return text.includes('circuit_open') ? 'circuit_open' : answer.status
  }
  await until(async () => (await ask(1)) === 500, 10_000)
  await until(async () => (await ask(0)) === 'circuit_open', 15_000)
  const startedAt = Date.now()
  await until(async () => (await ask(1)) === 'circuit_open', 15_000)
  expect(Date.now() - startedAt).toBeLessThanOrEqual(1_200)
})
