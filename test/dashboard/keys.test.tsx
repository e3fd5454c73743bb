import { fireEvent, render, screen } from '@solidjs/testing-library'
import { describe, expect, it, test, vi } from 'vitest'

import type { ConsumerKey } from '#contract/consumer.ts'
import { failureReasons } from '#contract/failure-reason.ts'

import { en } from '../../dashboard/src/i18n/en.ts'
import { fr } from '../../dashboard/src/i18n/fr.ts'
import { draftOf, keyInput, newKey } from '../../dashboard/src/pages/keys/key-draft.ts'
import { expiresSoon } from '../../dashboard/src/pages/keys/key-expiry.tsx'
import { curlWith } from '../../dashboard/src/pages/keys/key-secret.tsx'
import { DateTimeInput, isoTime, localTime } from '../../dashboard/src/ui/date-time-input.tsx'
import { Sparkline } from '../../dashboard/src/ui/sparkline.tsx'

const key: ConsumerKey = {
  id: 'key_1',
  consumerId: 'con_1',
  name: 'Till 7',
  prefix: 'eck_0123456789',
  state: 'active',
  notBefore: '2026-11-24T09:00:12.345Z',
  expiresAt: '2027-01-01T00:00:00.001Z',
  allowedIps: ['203.0.113.0/24', '192.0.2.1'],
  endpoints: ['ep_1'],
  roles: ['shop'],
  lastUsedAt: null,
  createdBy: 'Owner',
  createdAt: '2026-11-24T09:00:00.000Z',
  revokedAt: null,
  replacedBy: null,
}

describe('the form of a key', () => {
  it('saves what it was given when nothing is changed, to the millisecond', () => {
    const { name, notBefore, expiresAt, allowedIps, endpoints, roles } = key
    const same = { name, notBefore, expiresAt, allowedIps, endpoints, roles }
    expect(keyInput(draftOf(key))).toEqual({ ...same, confirmEveryAddress: false })
  })

  it('leaves out times there are none of', () => {
    const body = keyInput(draftOf({ ...key, notBefore: null, expiresAt: null }))
    expect(Object.keys(body)).not.toContain('notBefore')
    expect(Object.keys(body)).not.toContain('expiresAt')
  })

  it('lets a new key end in 90 days and confirms nothing by itself', () => {
    const { expiresAt, confirmEveryAddress } = keyInput(newKey)
    const days = (Date.parse(expiresAt ?? '') - Date.now()) / 86_400_000
    expect([Math.round(days), confirmEveryAddress]).toEqual([90, false])
  })
})

describe('a date and time', () => {
  it('is shown in the zone of the browser and read back as the same moment', () => {
    expect(isoTime(localTime('2026-11-24T09:00:00.000Z'))).toBe('2026-11-24T09:00:00.000Z')
    expect([localTime(undefined), isoTime(''), isoTime('2026-13-01T00:00')]).toEqual([
      '',
      undefined,
      undefined,
    ])
  })

  it('is told once it is whole, and taken back when it is cleared', () => {
    const changed = vi.fn()
    render(() => <DateTimeInput aria-label="Valid from" value={undefined} onChange={changed} />)
    const input = screen.getByLabelText('Valid from')
    fireEvent.input(input, { target: { value: '2026-11-24T09:00' } })
    fireEvent.input(input, { target: { value: '' } })
    expect(changed.mock.calls).toEqual([[isoTime('2026-11-24T09:00')], [undefined]])
  })
})

test('a key warns from seven days before it ends, as long as it is in use', () => {
  const now = Date.parse('2026-11-24T09:00:00Z')
  const inDays = (days: number) => new Date(now + days * 86_400_000).toISOString()
  const soon = (days: number, state: ConsumerKey['state'] = 'active') =>
    expiresSoon({ expiresAt: inDays(days), state }, now)
  expect([soon(7), soon(7.01), soon(0), soon(-1)]).toEqual([true, false, false, false])
  expect([soon(1, 'retiring'), soon(1, 'revoked')]).toEqual([false, false])
  expect(expiresSoon({ expiresAt: null, state: 'active' }, now)).toBe(false)
})

describe('the command of a new key', () => {
  const path = '/orders/{id}'
  const url = `https://gateway.example/api/custom${path}`
  const example = { method: 'GET', url, path, in: 'header', name: 'x-api-key' } as const
  const called = 'https://gateway.example/api/custom/orders/1'

  it.each([
    ['in its header', example, `curl ${called} -H 'x-api-key: eck_1'`],
    [
      'as a bearer',
      { ...example, method: 'POST', name: 'authorization' },
      `curl -X POST ${called} -H 'authorization: Bearer eck_1'`,
    ],
    [
      'in the query',
      { ...example, in: 'query', name: 'key' } as const,
      `curl '${called}?key=eck_1'`,
    ],
  ])('sends it %s', (_name, of, command) => {
    expect(curlWith({ key: 'eck_1', example: of })).toBe(command)
  })

  it('is none when no endpoint takes the key', () => {
    expect(curlWith({ key: 'eck_1', example: null })).toBeUndefined()
  })
})

test('a sparkline says in words what its bars show, and draws a bar for the smallest use', () => {
  const { container } = render(() => <Sparkline values={[0, 1, 1_000]} label="1,001 requests" />)
  expect(screen.getByRole('img', { name: '1,001 requests' })).toBeTruthy()
  const heights = [...container.querySelectorAll('rect')].map((bar) =>
    Number(bar.getAttribute('height')),
  )
  expect(heights[0]).toBe(1)
  expect(heights[1]).toBeGreaterThan(2)
  expect(heights[2]).toBe(16)
})

test('every reason of a refusal has words in both languages', () => {
  for (const { refused } of [en, fr])
    expect(Object.keys(refused.reasons).sort()).toEqual([...failureReasons].sort())
})
