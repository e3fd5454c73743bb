import { expect, test } from 'vitest'

import { diffConfigs } from '#contract/diff.ts'

import { changeWords } from '../../../dashboard/src/builder/change-words.ts'
import { formatsOf } from '../../../dashboard/src/i18n/formats.ts'
import type { I18n } from '../../../dashboard/src/i18n/index.ts'

const words: Readonly<Record<string, string>> = {
  'builder.review.subject.integrations': 'Integration',
  'builder.titles.Timeout': 'Timeout',
}
const i18n: I18n = {
  t: ((key: string) => words[key]) as I18n['t'],
  locale: () => 'en',
  format: formatsOf(() => 'en'),
}

test('a field of an integration is called what its form calls it, with its unit', () => {
  const orders = { id: 'orders', type: 'http', endpoint: 'https://orders.example.com' }
  const config = (timeout: number) => ({
    name: 'Orders',
    path: '/orders',
    method: 'GET',
    integrations: [{ ...orders, timeout }],
  })
  const changes = diffConfigs(config(1_000), config(2_500))
  expect(changes.map((change) => changeWords(change, i18n).subject)).toEqual([
    'Integration orders: Timeout',
  ])
  expect(changes.map((change) => changeWords(change, i18n).after)).toEqual(['2.5 sec'])
})
