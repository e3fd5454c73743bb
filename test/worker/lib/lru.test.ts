import { describe, expect, it } from 'vitest'

import { Lru } from '#worker/lib/lru.ts'

describe('a bounded map', () => {
  it('never holds more than its capacity', () => {
    const lru = new Lru<number, string>(3)
    for (let key = 0; key < 100; key += 1) lru.set(key, `v${key}`)
    expect(lru.size).toBe(3)
    expect(lru.get(99)).toBe('v99')
    expect(lru.get(96)).toBeUndefined()
  })

  it('keeps what was used and forgets what was not', () => {
    const lru = new Lru<string, number>(3)
    lru.set('a', 1)
    lru.set('b', 2)
    lru.set('c', 3)
    lru.get('a')
    lru.set('d', 4)
    expect([lru.get('a'), lru.get('b'), lru.get('c'), lru.get('d')]).toEqual([1, undefined, 3, 4])
  })

  it('makes room when everything was used', () => {
    const lru = new Lru<string, number>(2)
    lru.set('a', 1)
    lru.set('b', 2)
    lru.get('a')
    lru.get('b')
    lru.set('c', 3)
    expect(lru.size).toBe(2)
    expect(lru.get('c')).toBe(3)
  })

  it('replaces a value without growing', () => {
    const lru = new Lru<string, number>(2)
    lru.set('a', 1)
    lru.set('a', 2)
    expect(lru.size).toBe(1)
    expect(lru.get('a')).toBe(2)
  })
})
