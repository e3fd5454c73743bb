import { firstLimitName } from '#contract/rate-limit-blocks.ts'
import { quotaPeriods, rateLimitStrategies } from '#contract/rate-limit.ts'

import { valueAt } from './pointer.ts'
import type { Policy } from './rate-limit-preview.ts'

/** The limits and quotas of a draft; those with numbers still to be written are left out. */
export function policiesOf(config: unknown): Policy[] {
  const listed = (name: string) => listAt(config, `/rateLimit/${name}`)
  return [
    limitOf({ ...Object(valueAt(config, '/rateLimit')), name: firstLimitName }),
    ...listed('limits').map(limitOf),
    ...listed('quotas').map(quotaOf),
  ].filter((policy) => policy !== undefined)
}

/** A limit or quota that only reports. */
export interface Shadow {
  readonly name: string
  /** Of its mode. */
  readonly pointer: string
}

export function shadowsOf(config: unknown): Shadow[] {
  if (valueAt(config, '/rateLimit/enabled') !== true) return []
  const inLists = (['limits', 'quotas'] as const).flatMap((list) =>
    listAt(config, `/rateLimit/${list}`).map((item, index) => ({
      name: String(valueAt(item, '/name') ?? ''),
      pointer: `/rateLimit/${list}/${index}/mode`,
    })),
  )
  return [{ name: firstLimitName, pointer: '/rateLimit/mode' }, ...inLists].filter(
    ({ pointer }) => valueAt(config, pointer) === 'shadow',
  )
}

/** `burst`, `burst-2`, … : the first name that no limit or quota has. */
export function freshLimitName(base: string, config: unknown): string {
  const items = ['limits', 'quotas'].flatMap((list) => listAt(config, `/rateLimit/${list}`))
  const taken = new Set(items.map((item) => valueAt(item, '/name')))
  let name = base
  for (let number = 2; taken.has(name); number += 1) name = `${base}-${number}`
  return name
}

function limitOf(value: unknown): Policy | undefined {
  const read = readerOf(value)
  const requestsPerMinute = read('requestsPerMinute') ?? 600
  const burstLimit = read('burstLimit')
  if (!isCount(requestsPerMinute) || !(burstLimit === undefined || isCount(burstLimit))) {
    return undefined
  }
  const strategy = rateLimitStrategies.find((one) => one === read('strategy')) ?? 'token-bucket'
  return { ...commonOf(read), strategy, requestsPerMinute, burstLimit }
}

function quotaOf(value: unknown): Policy | undefined {
  const read = readerOf(value)
  const requests = read('requests')
  if (!isCount(requests)) return undefined
  const period = quotaPeriods.find((one) => one === read('period')) ?? 'month'
  return { ...commonOf(read), requests, period }
}

type Reader = (name: string) => unknown

const readerOf =
  (value: unknown): Reader =>
  (name) =>
    valueAt(value, `/${name}`)

const commonOf = (read: Reader) => ({
  name: String(read('name') ?? ''),
  mode: read('mode') === 'shadow' ? ('shadow' as const) : ('enforce' as const),
})

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0

function listAt(config: unknown, pointer: string): readonly unknown[] {
  const value = valueAt(config, pointer)
  return Array.isArray(value) ? value : []
}
