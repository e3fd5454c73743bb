import { expect, test } from 'vitest'

import { routes } from '#contract/routes.ts'

import { paths } from '../../../dashboard/src/api/paths.ts'

test('the light table of the dashboard equals the route table of the contract', () => {
  const expected = Object.entries(routes).map(([name, { method, path }]) => [name, [method, path]])
  expect(paths).toEqual(Object.fromEntries(expected))
})
