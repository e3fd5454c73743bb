import { readFile } from 'node:fs/promises'

import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { expect, it } from 'vitest'

import { bundlePath } from '../../scripts/lib/bundle.ts'

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

it('holds no code that would be made from strings', async () => {
  const bundle = await readFile(bundlePath, 'utf8')
  const code = bundle.replaceAll(/^\s*(\/\/|\*).*$/gm, '')
  // `eval(a, b) {` declares a method of that name.
  const calls = code.match(/\bnew Function\s*\(|(?<![\w$.])eval\s*\((?![^()]*\)\s*\{)/g) ?? []
  expect(calls).toEqual([])
})
