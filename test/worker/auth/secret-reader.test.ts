import { beforeEach, describe, expect, it, test } from 'vitest'

import { createSecretReader } from '#worker/auth/secret-reader.ts'
import type { KnownSecret, SecretReader } from '#worker/auth/types.ts'

import { KnownKeys } from '../../support/known-keys.ts'

let known: KnownKeys
let secrets: SecretReader
beforeEach(() => {
  known = new KnownKeys()
  known.setSecret('hmac', 'one')
  secrets = known.ports().secrets
})

const later = () => undefined
const read = () => secrets.read('hmac', later)
const questions = () => known.reads.filter((question) => question === 'secret hmac').length

describe('a secret', () => {
  it('is read once and then remembered, without waiting', async () => {
    expect(secrets.recall('hmac', later)).toBeUndefined()
    expect(await read()).toMatchObject({ value: 'one' })
    expect(secrets.recall('hmac', later)).toBe('one')
    await read()
    expect(questions()).toBe(1)
  })

  it('is asked for once, however many requests wait for it', async () => {
    const answers = await Promise.all(Array.from({ length: 100 }, read))
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set(['{"value":"one","allowedOrigins":null}']),
    )
    expect(questions()).toBe(1)
  })

  it('that does not exist is missing, and remembered as that', async () => {
    expect(await secrets.read('other', later)).toBe('missing')
    expect(await secrets.read('other', later)).toBe('missing')
    expect(known.reads.filter((question) => question === 'secret other')).toHaveLength(1)
    expect(secrets.recall('other', later)).toBeUndefined()
  })

  it('that cannot be read is unavailable, asked for again a second later, and its failure logged', async () => {
    known.isDown = true
    secrets = known.ports().secrets
    expect(await read()).toBe('unavailable')
    known.isDown = false
    known.nowMs += 1_000
    expect(await read()).toMatchObject({ value: 'one' })
  })

  it('that storage fails to give does not cost a question per request', async () => {
    await secrets.read('other', later)
    known.isDown = true
    for (let n = 0; n < 50; n++) expect(await read()).toBe('unavailable')
    expect(questions()).toBe(1)
    expect(known.logged).toMatchObject([{ message: 'a secret could not be read', name: 'hmac' }])
    expect(JSON.stringify(known.logged)).not.toContain('one')
  })
})

describe('a change of any credential', () => {
  it.each([
    ['replaced', 'two', { value: 'two', allowedOrigins: null }],
    ['deleted', undefined, 'missing'],
  ] as const)('makes a %s secret known within 5 seconds', async (_, next, expected) => {
    await read()
    known.setSecret('hmac', next)
    for (let ms = 0; ms < 5_000; ms += 500) {
      known.nowMs += 500
      secrets.recall('hmac', later)
      await Promise.resolve()
    }
    expect(secrets.recall('hmac', later)).toBeUndefined()
    expect(await read()).toEqual(expected)
  })

  test('leaves nothing usable when storage is away for longer than 5 seconds', async () => {
    await read()
    known.isDown = true
    known.nowMs += 4_999
    expect(secrets.recall('hmac', later)).toBe('one')
    known.nowMs += 2
    expect(secrets.recall('hmac', later)).toBeUndefined()
    expect(await read()).toBe('unavailable')
  })

  test('voids an answer that was on its way', async () => {
    const slow = Promise.withResolvers<KnownSecret>()
    const answers = [slow.promise, Promise.resolve({ value: 'two', allowedOrigins: null })]
    let generation = 1
    const reader = createSecretReader({
      source: { find: () => answers.shift() ?? Promise.reject(new Error('asked too often')) },
      generation: { known: () => generation, current: () => Promise.resolve(generation) },
      now: () => 0,
      log: () => undefined,
    })
    const early = reader.read('hmac', later)
    await Promise.resolve()
    generation = 2
    expect(await reader.read('hmac', later)).toMatchObject({ value: 'two' })
    slow.resolve({ value: 'one', allowedOrigins: null })
    await early
    expect(reader.recall('hmac', later)).toBe('two')
    expect(await reader.read('hmac', later)).toMatchObject({ value: 'two' })
  })
})
