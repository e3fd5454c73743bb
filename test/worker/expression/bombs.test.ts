/// <reference types="vite/types/importMeta.d.ts" />
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { compileExpression, ExpressionError } from '#worker/expression/index.ts'

import { bombsOf } from '../../support/documented-bombs.ts'
import { contextOf } from './context.ts'

// Read as text at build time: the tests run where there is no file system.
const pages = import.meta.glob<string>('../../../docs/bombs.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const bombs = bombsOf(Object.values(pages).join(''))

describe('expressions are bounded by counted work', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(bombs)('stops: $name, under a frozen clock', async ({ source }) => {
    const expression = compileExpression(source, '/x')
    const ctx = contextOf()
    let failure: unknown
    let fastestMs = Infinity
    // The fastest of three: whatever else runs on the machine only adds.
    for (let run = 0; run < 3; run += 1) {
      const started = performance.now()
      failure = await Promise.resolve(expression.evaluate({ ctx })).catch((error: unknown) => error)
      fastestMs = Math.min(fastestMs, performance.now() - started)
    }
    // A limit must stop it: failing for another reason would prove nothing.
    expect(failure).toBeInstanceOf(ExpressionError)
    expect(['fuel', 'size']).toContain((failure as ExpressionError).code)
    expect(fastestMs).toBeLessThan(500)
  })

  it('answers what would take a backtracking engine for ever', async () => {
    const text = `${'a'.repeat(5_000)}b`
    const expression = compileExpression('$contains(body, /^(a+)+$/)', '/x')
    const started = performance.now()
    expect(await expression.evaluate({ ctx: contextOf(), body: text })).toBe(false)
    expect(performance.now() - started).toBeLessThan(500)
  })

  it('counts each evaluation of a shared expression by itself', async () => {
    const expression = compileExpression(
      `($f := function($n){ $n = 0 ? 'done' : $f($n - 1) }; $f(request.params.n = 'x' ? 1000000 : 1000))`,
      '/x',
    )
    const run = (n: string) =>
      Promise.resolve(expression.evaluate({ ctx: contextOf({ params: { n } }) })).catch(
        (error: unknown) => (error instanceof ExpressionError ? error.code : 'other'),
      )
    expect(await Promise.all([run('1'), run('x'), run('2'), run('x'), run('3')])).toEqual([
      'done',
      'fuel',
      'done',
      'fuel',
      'done',
    ])
  })
})
