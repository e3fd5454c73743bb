import { describe, expect, it } from 'vitest'

import { specialIpv4, specialIpv6 } from '#worker/lib/ip-address.ts'
import { createUpstream } from '#worker/platform/egress.ts'

const guard = (allowedPrivateHosts: string[] = [], ownHosts: string[] = []) =>
  createUpstream({
    fetch: async () => new Response('sent'),
    allowedPrivateHosts,
    ownHosts,
  })
const refusal = (url: string) => guard().refusal(new URL(url))

const dotted = (value: bigint) =>
  [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')
const groups = (value: bigint) =>
  `[${Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16)).join(':')}]`
const samples = (b: { first: bigint; last: bigint }) => [b.first, (b.first + b.last) / 2n, b.last]

describe('egress guard', () => {
  it.each(specialIpv4.flatMap(samples).map(dotted))(
    'T49 refuses the special address %s',
    (host) => {
      expect(refusal(`http://${host}/`)).toBeDefined()
    },
  )

  it.each(specialIpv6.flatMap(samples).map(groups))(
    'T50 refuses the special address %s',
    (host) => {
      expect(refusal(`http://${host}/`)).toBeDefined()
    },
  )

  it.each([
    '2130706433',
    '017700000001',
    '0x7f.0.0.0x1',
    '127.0x1',
    '0xA9FEA9FE',
    '①②⑦.⓪.⓪.①',
    '169。254。169。254',
    '١٢٧.0.0.1',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '0x7f.1',
    '１２７.0.0.1',
    '127.0.0.1.',
  ])('T49 refuses loopback or metadata written as %s', (host) => {
    const url = `http://${host}/`
    // What the URL parser does not take cannot be saved or called either.
    expect(URL.canParse(url) ? refusal(url) : 'no URL').toBeDefined()
  })

  it.each([
    '[::]',
    '[::1]',
    '[::ffff:7f00:1]',
    '[::ffff:127.0.0.1]',
    '[::7f00:1]',
    '[64:ff9b::7f00:1]',
    '[64:ff9b:1::1]',
    '[100::1]',
    '[2002:7f00:1::]',
    '[::ffff:0:7f00:1]',
    '[fc00::1]',
    '[fdff::1]',
    '[fe80::1]',
    '[febf::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[5f00::1]',
    '[2001::1]',
    '[2001:db8::1]',
  ])('T50 refuses the IPv6 form %s', (host) => {
    expect(refusal(`http://${host}/`)).toBeDefined()
  })

  it.each([
    'localhost',
    'localhost.',
    'LOCALHOST',
    'a.localhost',
    'printer',
    'db.internal',
    'metadata.google.internal',
    'ip6-localhost',
    'nas.local',
    'svc.internal.',
    'router.lan',
    'LOCALHOST..',
    'ⓛocalhost',
    'METADATA.google.internal',
    '1.0.0.127.in-addr.arpa',
  ])('T51 T52 refuses the name %s', (host) => {
    expect(refusal(`https://${host}/`)).toBeDefined()
  })

  it.each([
    'ftp://example.com/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'ws://example.com/',
    'https://user@example.com/',
    'https://user:pw@example.com/',
    'http://example.com:22/',
    'http://example.com:25/',
    'http://example.com:6379/',
    'http://example.com:2375/',
    'https://example.com:pw@127.0.0.1/',
    'gopher://example.com/',
    'dict://example.com/',
    'blob:https://example.com/x',
  ])('T54 T55 refuses %s', (url) => {
    expect(refusal(url)).toBeDefined()
  })

  it.each([
    'https://example.com/',
    'http://example.com:8080/',
    'https://8.8.8.8/',
    'https://172.32.0.1/',
    'https://100.128.0.1/',
    'https://[2606:4700::1111]/',
    'https://example.com./',
  ])('allows the public address %s', (url) => {
    expect(refusal(url)).toBeUndefined()
  })

  it('allows loopback and nothing else private with *', () => {
    const { refusal } = guard(['*'])
    for (const host of ['127.0.0.1:9', '127.8.8.8:3306', '[::1]:9000', 'localhost:9000'])
      expect(refusal(new URL(`http://${host}/`)), host).toBeUndefined()
    for (const host of ['10.0.0.1', '169.254.169.254', '[::]', '0.0.0.0', 'printer'])
      expect(refusal(new URL(`http://${host}/`)), host).toBeDefined()
  })

  it('allows exactly the listed private host and port', () => {
    const { refusal } = guard(['10.0.0.5:9000'])
    expect(refusal(new URL('http://10.0.0.5:9000/'))).toBeUndefined()
    expect(refusal(new URL('http://10.0.0.5:9001/'))).toBeDefined()
    expect(refusal(new URL('http://10.0.0.6:9000/'))).toBeDefined()
  })

  it('T50 takes no zone id', () => {
    for (const host of ['[fe80::1%eth0]', '[fe80::1%25eth0]', '[::1%lo]'])
      expect(URL.canParse(`http://${host}/`), host).toBe(false)
  })

  it('T57 refuses its own hosts', () => {
    expect(guard([], ['gw.example.com']).refusal(new URL('https://gw.example.com/x'))).toMatch(
      /itself/,
    )
  })

  it('T49 T54 checks again when sending, whatever was sent before', async () => {
    const upstream = guard()
    expect(await (await upstream.fetch('https://example.com/a', {})).text()).toBe('sent')
    for (const url of [
      'https://example.com@127.0.0.1/',
      'http://127.0.0.1/',
      'https://example.com:22/',
      'http:127.0.0.1',
    ])
      await expect(upstream.fetch(url, {}), url).rejects.toThrow(/private|name|Port/)
  })
})
