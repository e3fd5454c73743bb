import { describe, expect, it } from 'vitest'

import { endpointConfig } from '#contract/endpoint.ts'

import { configFromCurl } from '../../dashboard/src/builder/curl-config.ts'
import { parseCurl } from '../../dashboard/src/builder/curl.ts'

const url = 'https://api.example/v1/orders'
const json = ['content-type', 'application/json'] as const
const form = ['content-type', 'application/x-www-form-urlencoded'] as const

const table: [command: string, expected: Record<string, unknown>][] = [
  [`curl ${url}`, { url, method: 'GET', headers: [], body: undefined }],
  [`$ curl '${url}'`, { url, method: 'GET' }],
  [`curl api.example/a`, { url: 'http://api.example/a' }],
  [`curl --url ${url} -X PUT`, { url, method: 'PUT' }],
  [`curl -XDELETE "${url}"`, { method: 'DELETE' }],
  [`curl --request=PATCH ${url}`, { method: 'PATCH' }],
  [`curl -sSL ${url}`, { followsRedirects: true }],
  [`curl -I ${url}`, { method: 'HEAD' }],
  [
    `curl ${url} -H 'X-Tenant: acme' -H "Accept: text/plain"`,
    {
      headers: [
        ['X-Tenant', 'acme'],
        ['Accept', 'text/plain'],
      ],
    },
  ],
  [`curl ${url} -HX-A:1`, { headers: [['X-A', '1']] }],
  [`curl ${url} -d a=1 -d b=2`, { method: 'POST', body: 'a=1&b=2', headers: [form] }],
  [
    `curl ${url} -d '{"a":1}' -H 'content-type: application/json'`,
    { body: '{"a":1}', headers: [json] },
  ],
  [`curl ${url} --data-raw '@not-a-file'`, { body: '@not-a-file' }],
  [`curl ${url} -d @body.json`, { warnings: ['file'], method: 'GET' }],
  [`curl ${url} --data-urlencode 'q=a b&c' --data-urlencode 'x y'`, { body: 'q=a%20b%26c&x%20y' }],
  [
    `curl -G ${url} -d page=2 --data-urlencode 'q=é'`,
    { method: 'GET', body: undefined, url: `${url}?page=2&q=%C3%A9` },
  ],
  [`curl -G '${url}?a=1' -d b=2`, { url: `${url}?a=1&b=2` }],
  [
    `curl --json '{"a":1}' ${url}`,
    { method: 'POST', body: '{"a":1}', headers: [json, ['accept', 'application/json']] },
  ],
  [
    `curl -u me:pass ${url}`,
    { headers: [['authorization', 'Basic bWU6cGFzcw==']], warnings: ['secret'] },
  ],
  [`curl ${url} -H 'Authorization: Bearer abc'`, { warnings: ['secret'] }],
  [`curl ${url} -H 'X-Api-Key: abc'`, { warnings: ['secret'] }],
  [`curl ${url} -F file=@a.png`, { warnings: ['multipart'] }],
  [`curl -k ${url}`, { warnings: ['insecure'] }],
  [`curl -m 2.5 ${url}`, { timeoutMs: 2500 }],
  [`curl ${url} \\\n  -X POST \\\r\n  -d 'x'`, { method: 'POST', body: 'x' }],
  [`curl ${url} --data-raw $'it\\'s\\n\\u00e9 \\x41\\t'`, { body: "it's\né A\t" }],
  [`curl ${url} -d "say \\"hi\\" for \\$5"`, { body: 'say "hi" for $5' }],
  [`curl ${url} -d 'a'"b"c`, { body: 'abc' }],
  [`curl ${url} -d ''`, { method: 'POST', body: '' }],
  [`curl.exe ${url}`, { url }],
  [`/usr/bin/curl ${url}`, { url }],
]

describe('reading a curl command', () => {
  it.each(table)('%s', (command, expected) => {
    const result = parseCurl(command)
    expect(result.ok && result.request).toMatchObject(expected)
  })

  it.each([
    ['wget https://a.example', 'notCurl'],
    ['', 'notCurl'],
    ['curl -X POST', 'noUrl'],
    ["curl 'https://a.example", 'openQuote'],
    ['curl ftp://a.example', 'badUrl'],
    ['curl http://[', 'badUrl'],
  ])('says what is wrong with %s', (command, error) => {
    expect(parseCurl(command)).toEqual({ ok: false, error })
  })
})

describe('an endpoint from a curl command', () => {
  const configOf = (command: string) => {
    const result = parseCurl(command)
    if (!result.ok) throw new Error(result.error)
    return configFromCurl(result.request)
  }

  it.each(table.map(([command]) => command))('%s is a valid configuration', (command) => {
    endpointConfig.parse(configOf(command))
  })

  it('keeps URL, query, headers, JSON body, timeout and redirects', () => {
    const config = configOf(
      `curl -L -m 5 '${url}?page=2' -H 'X-Tenant: acme' -H 'Content-Type: application/json' -d '{"a": 1}'`,
    )
    expect(config).toMatchObject({ path: '/v1/orders', method: 'POST' })
    expect(config.integrations?.[0]).toEqual({
      id: 'upstream',
      type: 'http',
      endpoint: url,
      query: { page: '2' },
      headers: { 'x-tenant': 'acme' },
      body: { type: 'json', expression: '{"a": 1}' },
      timeout: 5000,
      redirects: 3,
    })
  })

  it('makes form fields editable and leaves repeated query names in the URL', () => {
    const config = configOf(`curl '${url}?t=1&t=2' -d a=1 -d b=%20`)
    expect(config.integrations?.[0]).toMatchObject({
      endpoint: `${url}?t=1&t=2`,
      body: { type: 'form', fields: { a: '1', b: ' ' } },
    })
  })

  it('never reads braces of the command as an expression', () => {
    const config = configOf(`curl ${url} -H 'X-T: {{ secret }}'`)
    expect(config.integrations).toMatchObject([{ headers: { 'x-t': '{{ "{{" }} secret }}' } }])
  })

  it('names the path after the host when the URL has none', () => {
    expect(configOf('curl https://api.example')).toMatchObject({ path: '/api-example' })
  })
})
