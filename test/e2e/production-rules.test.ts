import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { expect, it } from 'vitest'

import { bundleModules } from '../../scripts/lib/bundle.ts'
import { startGateway } from '../support/gateway.ts'

it('runs where code cannot be made from strings', async () => {
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      compatibilityDate: '2026-10-01',
      modules: true,
      script:
        'export default { fetch() { try { return new Response(new Function("return 7")()) } catch (error) { return new Response(error.name) } } }',
    }),
  )
  try {
    const answer = await miniflare.dispatchFetch('http://localhost/')
    expect(await answer.text()).toBe('EvalError')
  } finally {
    await miniflare.dispose()
  }
})

it('holds no code that would be made from strings', () => {
  const code = bundleModules()
    .map(({ contents }) => contents)
    .join('\n')
    .replaceAll(/^\s*(\/\/|\*).*$/gm, '')
  // `eval(a, b) {` declares a method of that name.
  const calls = code.match(/\bnew Function\s*\(|(?<![\w$.])eval\s*\((?![^()]*\)\s*\{)/g) ?? []
  expect(calls).toEqual([])
})

it('runs what is called only for its exceptions, which a bundler may take for unused', async () => {
  const gateway = await startGateway()
  try {
    await gateway.publish({
      name: 'Echo',
      method: 'GET',
      path: '/echo',
      response: { body: '{"value": {{ request.query.value }}}' },
    })
    const answer = await fetch(
      `${gateway.gatewayUrl}/echo?value=${encodeURIComponent('1, "x": 2')}`,
    )
    expect(await answer.json()).toEqual({ value: '1, "x": 2' })
  } finally {
    await gateway.stop()
  }
})
