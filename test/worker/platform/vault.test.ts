import { Buffer } from 'node:buffer'
import { randomBytes } from 'node:crypto'

import { describe, expect, it } from 'vitest'

import { createVault, type Sealed, type Vault } from '#worker/platform/vault.ts'

const bytes = (count: number) => crypto.getRandomValues(new Uint8Array(count))
const newKey = () => randomBytes(32).toString('hex')
const made = (masterKey: string | undefined, previousMasterKeys: string[] = []) =>
  createVault({ masterKey, previousMasterKeys, randomBytes: bytes })

function vaultWith(masterKey: string, previous: string[] = []): Vault {
  const vault = made(masterKey, previous)
  if ('fault' in vault) throw new Error(vault.fault)
  return vault
}

const flipped = ({ sealed, keyId }: Sealed, at: number): Sealed => {
  const changed = Buffer.from(sealed, 'base64url')
  changed[at] = (changed[at] ?? 0) ^ 1
  return { sealed: changed.toString('base64url'), keyId }
}

describe('a sealed secret', () => {
  it.each(['x', 'é€😀', '\uFEFFbyte order mark', ' spaces \r\n\0', 'k'.repeat(8_192)])(
    'opens to exactly what was sealed: %j',
    async (value) => {
      const vault = vaultWith(newKey())
      expect(await vault.open('a', await vault.seal('a', value))).toBe(value)
    },
  )

  it('differs each time it is sealed, and shows nothing of its value', async () => {
    const vault = vaultWith(newKey())
    const sealed = await Promise.all(
      Array.from({ length: 100 }, async () => (await vault.seal('a', 'value')).sealed),
    )
    expect(new Set(sealed.map((text) => text.slice(0, 16))).size).toBe(100)
    // 12 bytes of IV, 5 of text, 16 of tag.
    expect(Buffer.from(sealed[0] ?? '', 'base64url')).toHaveLength(33)
  })

  it('does not open once any byte of it is another', async () => {
    const vault = vaultWith(newKey())
    const sealed = await vault.seal('a', 'value')
    for (let at = 0; at < 33; at++)
      await expect(vault.open('a', flipped(sealed, at))).rejects.toThrow()
    await expect(vault.open('a', { ...sealed, sealed: '' })).rejects.toThrow()
  })

  it('does not open under the name of another secret', async () => {
    const vault = vaultWith(newKey())
    const sealed = await vault.seal('test-key', 'value')
    await expect(vault.open('production-key', sealed)).rejects.toThrow()
  })

  it('does not open with another key, even one that passes for the right one', async () => {
    const [mine, other] = [vaultWith(newKey()), vaultWith(newKey())]
    const sealed = await mine.seal('a', 'value')
    await expect(other.open('a', sealed)).rejects.toThrow(`key ${mine.keyId}, which is not`)
    await expect(other.open('a', { ...sealed, keyId: other.keyId })).rejects.toThrow()
  })

  it('opens with a previous key, and is sealed with the current one', async () => {
    const [old, next] = [newKey(), newKey()]
    const before = vaultWith(old)
    const after = vaultWith(next, [newKey(), old])
    expect(await after.open('a', await before.seal('a', 'value'))).toBe('value')
    expect((await after.seal('a', 'value')).keyId).toBe(after.keyId)
    expect(after.previousKeyIds).toContain(before.keyId)
  })
})

describe('a master key', () => {
  it('is the same key in hex, base64url and base64', () => {
    const key = randomBytes(32)
    const ids = (['hex', 'base64url', 'base64'] as const).map(
      (encoding) => vaultWith(key.toString(encoding)).keyId,
    )
    expect(new Set(ids).size).toBe(1)
    expect(ids[0]).toMatch(/^[\da-f]{8}$/)
  })

  it.each([undefined, 'short', 'a'.repeat(63), 'a'.repeat(65), `${'A'.repeat(42)}*`])(
    'is asked for when it is %s, without a word of it',
    (text) => {
      const vault = made(text)
      if (!('fault' in vault)) throw new Error('accepted')
      expect(vault.fault).toContain('MASTER_KEY')
      expect(vault.fault).toContain('openssl rand -hex 32')
      if (text !== undefined) expect(vault.fault).not.toContain(text)
    },
  )

  it('of the past is read as strictly', () => {
    expect(made(newKey(), [newKey(), 'short'])).toEqual({
      fault: expect.stringContaining('MASTER_KEYS_PREVIOUS'),
    })
  })
})
