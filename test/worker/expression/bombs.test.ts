import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { compileExpression, ExpressionError } from '#worker/expression/index.ts'

import { contextOf } from './context.ts'

const dag = (leaf: string, branch: string) =>
  `($f := function($n, $x){ $n = 0 ? $x : $f($n - 1, ${branch}) }; $f(24, ${leaf}))`

const bombs: Record<string, string> = {
  'endless tail recursion': '($f := function($x){ $f($x + 1) }; $f(1))',
  'endless recursion': '($f := function($x){ 1 + $f($x + 1) }; $f(1))',
  'a huge range': '[1..9000000]',
  'ranges in ranges': '[1..20000].([1..20000])',
  'huge padding': `$pad('', 50000000, 'x')`,
  'negative padding': `$pad('', -50000000, 'x')`,
  'string doubling': `$reduce([1..26], function($a, $b){ $a & $a }, 'xxxxxxxx')`,
  'growing by join': `($s := $pad('', 100000, 'x'); $join($map([1..20000], function(){ $s })))`,
  'growing by replace': `($s := $pad('', 100000, 'a'); $replace($s, 'a', $s))`,
  'growing by pattern replace': `($s := $pad('', 100000, 'a'); $replace($s, /a/, $s))`,
  'dollars in a replacement': `($s := $pad('', 100000, 'a'); $replace($s, /a/, $pad('', 100000, '$$')))`,
  'quadratic regex': `$match($pad('', 100000, 'a'), /a.*b|a/)`,
  'regex as a function in map': `$map([1..2000].($pad('', 2000, 'a')), /a.*b|a/)`,
  'native higher-order functions': `$map([1..20000], function($i){ $count($map([1..20000], $abs)) })`,
  'native comparator': `$sort($map([1..20000], function($i){ 20000 - $i }), $contains)`,
  'many sums': `$map([1..20000], function($i){ $sum([1..20000]) })`,
  'truth of a long list': `($l := [1..20000]; $map([1..20000], function($i){ $l ? 1 : 0 }))`,
  'distinct objects': `$distinct([1..20000].({'a': $}))`,
  'order-by': `[1..20000]^(>$)`,
  'a shared graph': dag('1', `{'a': $x, 'b': $x}`),
  'a shared graph as text': `$string(${dag('1', `{'a': $x, 'b': $x}`)})`,
  'a shared graph in a concatenation': `'' & ${dag('1', `{'a': $x, 'b': $x}`)}`,
  'two shared graphs compared': `${dag('1', `{'a': $x, 'b': $x}`)} = ${dag('1', `{'a': $x, 'b': $x}`)}`,
  'a shared graph in an error': `-(${dag('1', `{'a': $x, 'b': $x}`)})`,
  'a shared graph of lists in a condition': `${dag('[[]]', `[[$x], [$x]]`)} ? 1 : 0`,
  'descendants of a shared graph': `(${dag('1', `{'a': $x, 'b': $x}`)}).**`,
  'long text shared': `($s := $pad('', 1000000, 'x'); $map([1..20000], function($i){ $s }))`,
  'transform in a loop': `($f := function($o){ $f($o ~> |$|{'a': $}|) }; $f({'a': 1}))`,
  'wide picture': `$fromMillis(0, '[Y,999999999-*]')`,
  'ambiguous picture': `$toMillis($pad('', 100, '1') & 'x', '[Y][M][D][H][m][s][f]')`,
  'ambiguous timestamp': `$toMillis('2020' & $join([1..20000].('-01')) & 'x')`,
  'base64 in a loop': `($s := $pad('', 500000, 'x'); $map([1..20000], function($i){ $base64encode($s) }))`,
}

describe('expressions are bounded by counted work', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(Object.entries(bombs))('stops %s under a frozen clock', async (_name, source) => {
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
