import { generateKeyPairSync, verify } from 'node:crypto'

import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'

import { readSigningKey, signatures } from '#worker/integrations/webhook/signature.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const key = (text: string) => {
  const found = readSigningKey(text)
  if (found === undefined) throw new Error('no key')
  return found
}
const base64 = (count: number) => Buffer.alloc(count, 7).toString('base64')

describe('signatures of webhooks', () => {
  it('are those of the specification', async () => {
    const payload = bytes('{"test": 2432232314}')
    const signed = { id, timestamp: 1_614_265_330, payload }
    expect(await signatures([key(secret)], signed)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    )
  })

  it('are accepted by the library with the new secret and with the old one, and by nobody else', async () => {
    const [fresh, old] = [`whsec_${base64(32)}`, secret]
    const timestamp = Math.floor(Date.now() / 1_000)
    const text = '{"type":"order.created","name":"é"}'
    const signature = await signatures([key(fresh), key(old)], {
      id,
      timestamp,
      payload: bytes(text),
    })
    expect(signature.split(' ')).toHaveLength(2)
    const headers = {
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signature,
    }
    for (const known of [fresh, old])
      expect(new Webhook(known).verify(text, headers)).toMatchObject({ name: 'é' })
    expect(() => new Webhook(`whsec_${base64(24)}`).verify(text, headers)).toThrow()
    expect(() => new Webhook(fresh).verify(`${text} `, headers)).toThrow()
    expect(() => new Webhook(fresh).verify(text, { ...headers, 'webhook-id': 'msg_2' })).toThrow()
    const later = String(timestamp + 1)
    expect(() =>
      new Webhook(fresh).verify(text, { ...headers, 'webhook-timestamp': later }),
    ).toThrow()
  })

  it.each([32, 64])('are Ed25519 with a private key of %d bytes', async (length) => {
    const pair = generateKeyPairSync('ed25519')
    const jwk = pair.privateKey.export({ format: 'jwk' })
    const parts = [Buffer.from(jwk.d ?? '', 'base64url'), Buffer.from(jwk.x ?? '', 'base64url')]
    const whsk = `whsk_${Buffer.concat(parts).subarray(0, length).toString('base64')}`
    const payload = bytes('{}')
    const signature = await signatures([key(whsk)], { id, timestamp: 1, payload })
    expect(signature).toMatch(/^v1a,/)
    const made = Buffer.from(signature.slice(4), 'base64')
    const isGood = (text: string) => verify(null, Buffer.from(text), pair.publicKey, made)
    expect(isGood(`${id}.1.{}`)).toBe(true)
    expect(isGood(`${id}.2.{}`)).toBe(false)
  })

  it.each([
    'plain text',
    base64(32),
    `whsec_${base64(23)}`,
    `whsec_${base64(65)}`,
    `whsk_${base64(31)}`,
    `whsec_${base64(32)}\nwhsec_`,
    'whsec_!',
  ])('are not made with %j', (text) => expect(readSigningKey(text)).toBeUndefined())
})
