import { expect, test } from 'vitest'

import { curlOf, shellQuote } from '../../../dashboard/src/lib/clipboard.ts'

test('quotes what a shell would take apart', () => {
  expect(shellQuote('https://a.example/b?c=1')).toBe("'https://a.example/b?c=1'")
  expect(shellQuote("it's")).toBe(String.raw`'it'\''s'`)
  expect(shellQuote('/v1/orders')).toBe('/v1/orders')
})

test('writes method, headers and body of a request', () => {
  expect(
    curlOf({
      method: 'POST',
      url: 'https://a.example/b',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }),
  ).toBe("curl -X POST https://a.example/b -H 'content-type: application/json' --data '{}'")
})
