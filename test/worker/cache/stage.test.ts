import { describe, expect, it } from 'vitest'

import { cacheWorld } from '../../support/cache-world.ts'

let count = 0
const counted = (headers: Record<string, string> = {}, status = 200) => {
  return () => {
    count += 1
    return new Response(`answer ${count}`, { status, headers })
  }
}

describe('storing and giving', () => {
  it('gives a stored answer without asking, with its age and Cache-Status', async () => {
    const world = cacheWorld(counted({ 'cache-control': 'max-age=60' }))
    const first = await world.get()
    expect(first.cacheStatus).toBe('Ecluse; fwd=uri-miss; fwd-status=200; stored; ttl=60')
    expect(first.headers.get('age')).toBeNull()
    world.pass(10)
    const second = await world.get()
    expect(second.text).toBe(first.text)
    expect(second.cacheStatus).toBe('Ecluse; hit; ttl=50')
    expect(second.headers.get('age')).toBe('10')
    expect(world.calls).toHaveLength(1)
  })
})
