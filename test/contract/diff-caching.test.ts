import { expect, it } from 'vitest'

import { publishWarnings } from '#contract/diff.ts'

const key = { type: 'api-key' }
const config = (caching: object, more: object = {}) => ({
  name: 'Orders',
  path: '/orders',
  method: 'GET',
  authentication: key,
  caching: { enabled: true, ...caching },
  ...more,
})
const warnings = (before: object, after: object) =>
  publishWarnings(before, after, 3).flatMap(({ code, pointer }) =>
    code === 'live_replaced' ? [] : [`${code} ${pointer}`],
  )

it('warns when callers who authenticate begin to share answers', () => {
  const shared = config({ partition: 'shared' })
  const said = ['answers_shared /caching/partition']
  expect(warnings(config({}), shared)).toEqual(said)
  expect(warnings(config({ partition: 'consumer' }), shared)).toEqual(said)
  expect(warnings(config({ enabled: false, partition: 'shared' }), shared)).toEqual(said)
  const open = config({ partition: 'shared' }, { authentication: { type: 'none' } })
  expect(warnings(open, shared)).toEqual(['authentication_tightened /authentication', ...said])
})

it('says nothing of sharing that was published before, that everybody may see, or that is off', () => {
  const shared = { partition: 'shared' }
  const open = { authentication: { type: 'none' } }
  expect(warnings(config(shared), config({ ...shared, ttl: 90 }))).toEqual([])
  expect(warnings(config({}, open), config(shared, open))).toEqual([])
  expect(warnings(config({}), config({ ...shared, enabled: false }))).toEqual([])
})

it('warns when answers are remembered longer, and for more than a day', () => {
  const said = ['ttl_over_a_day /caching/ttl']
  expect(warnings(config({}), config({ ttl: 86_401 }))).toEqual(said)
  expect(warnings(config({ ttl: 90_000 }), config({ ttl: 100_000 }))).toEqual(said)
  expect(warnings(config({ enabled: false, ttl: 90_000 }), config({ ttl: 90_000 }))).toEqual(said)
  expect(warnings(config({}), config({ ttl: 86_400 }))).toEqual([])
  expect(warnings(config({ ttl: 100_000 }), config({ ttl: 90_000 }))).toEqual([])
})

it('warns when the word of the service no longer counts', () => {
  const override = config({ ttlMode: 'override' })
  expect(warnings(config({}), override)).toEqual(['ttl_overrides /caching/ttlMode'])
  expect(warnings(override, override)).toEqual([])
})
