// @vitest-environment node -- the streams of jsdom are not those of browsers
import { expect, it } from 'vitest'

import { examples } from '../../../dashboard/src/playground/examples.ts'
import {
  fragmentOf,
  LONGEST_LINK,
  openFragment,
} from '../../../dashboard/src/playground/share-link.ts'

const sheet = { ...examples.steps, input: '{ "name": "Ça va 🚲", "a+b/c": "=" }' }
const damaged = { type: 'damaged' }

/** A fragment of this content, whatever it is. */
async function fragmentWith(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = Buffer.from(await new Response(packed).arrayBuffer())
  return `#sheet=${bytes.toString('base64url')}`
}

it('brings a sheet back as it was, half-typed text included', async () => {
  const halfTyped = { ...sheet, input: '{"a": ', scope: '' }
  for (const one of [sheet, halfTyped, ...Object.values(examples)]) {
    const fragment = (await fragmentOf(one)) ?? ''
    expect(fragment).toMatch(/^#sheet=[\w-]+$/)
    expect(await openFragment(fragment)).toEqual({ type: 'sheet', sheet: one })
  }
})

it('makes no link that is too long to be carried', async () => {
  const noise = Array.from({ length: 30_000 }, (_, index) => Math.sin(index).toString(36)[5]).join(
    '',
  )
  expect(await fragmentOf({ ...sheet, input: JSON.stringify(noise) })).toBeUndefined()
})

it('takes another fragment for no link', async () => {
  expect(await openFragment('#main')).toEqual({ type: 'none' })
  expect(await openFragment('')).toEqual({ type: 'none' })
})

it.each([
  ['cut off', async () => ((await fragmentOf(sheet)) ?? '').slice(0, -20)],
  ['of other characters', async () => '#sheet=%%%'],
  ['empty', async () => '#sheet='],
  ['of no compressed bytes', async () => '#sheet=AAAA'],
  ['too long', async () => `#sheet=${'A'.repeat(LONGEST_LINK)}`],
  ['of text that is not JSON', () => fragmentWith('hello')],
  ['of JSON that is no sheet', () => fragmentWith('{"rule":1}')],
  ['with a rule that is no object', () => fragmentWith('["[]", "1", ""]')],
  ['with members that are no texts', () => fragmentWith('["{}", 1, ""]')],
])('refuses a link that is %s', async (_, fragment) => {
  expect(await openFragment(await fragment())).toEqual(damaged)
})

it('refuses a small link that unfolds into a large text', async () => {
  const bomb = await fragmentWith(JSON.stringify(['{}', 'x'.repeat(1_100_000), '']))
  expect(bomb.length).toBeLessThan(LONGEST_LINK)
  expect(await openFragment(bomb)).toEqual(damaged)
})
