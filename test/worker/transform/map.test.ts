import { describe, expect, it } from 'vitest'

import { compileRuleSchema } from '#worker/compile.ts'
import { isRejection } from '#worker/rejection.ts'
import { Problem } from '#worker/problem.ts'
import { transform } from '#worker/transform/index.ts'

import { contextOf } from '../expression/context.ts'

type Rule = Record<string, unknown>

const compileRules = (rules: readonly Rule[]) =>
  transform.compile(
    'map',
    { id: 'shape', type: 'map', rules },
    {
      pointer: '/transformations/0',
      compileSchema: compileRuleSchema,
      sandbox: undefined,
      owner: 'test',
    },
  )

async function apply(rules: readonly Rule[], body: unknown) {
  const answer = await compileRules(rules).apply(body, contextOf({ variables: { rate: 2 } }))
  if (isRejection(answer)) throw new Error(answer.detail)
  return answer.body
}

const set = (target: string, source: string, condition?: string): Rule => ({
  operation: 'set',
  target,
  source,
  ...(condition === undefined ? {} : { condition }),
})

describe('map', () => {
  it('sets members by dotted path and by JSON Pointer', async () => {
    const body = { a: { x: 1 }, list: [1, 2] }
    expect(
      await apply([set('a.y', 'body.a.x + 1'), set('/list/-', '3'), set('/a~1b', '"s"')], body),
    ).toEqual({
      a: { x: 1, y: 2 },
      list: [1, 2, 3],
      'a/b': 's',
    })
    expect(body).toEqual({ a: { x: 1 }, list: [1, 2] })
  })

  it('replaces the whole body for an empty target', async () => {
    expect(
      await apply([set('', '{"total": $sum(body.n) * variables.rate}')], { n: [1, 2] }),
    ).toEqual({ total: 6 })
    expect(await apply([set('', 'body.missing')], {})).toBeNull()
  })

  it('sees the document as the steps before left it', async () => {
    expect(
      await apply(
        [set('a', '1'), set('b', 'body.a + 1'), { operation: 'remove', target: 'a' }],
        {},
      ),
    ).toEqual({ b: 2 })
  })

  it('runs a step only when its condition is true', async () => {
    expect(
      await apply([set('a', '1', 'body.on'), set('b', '1', 'body.off')], { on: [0, 1], off: {} }),
    ).toEqual({ on: [0, 1], off: {}, a: 1 })
  })

  it('leaves out what has no value and ignores removing what is not there', async () => {
    expect(
      await apply([set('a', 'body.missing'), { operation: 'remove', target: 'x.y.z' }], {
        a: 1,
        b: 2,
      }),
    ).toEqual({ b: 2 })
  })

  it('removes list items', async () => {
    expect(await apply([{ operation: 'remove', target: '/list/0' }], { list: [1, 2] })).toEqual({
      list: [2],
    })
  })

  it('copies only along the written path', async () => {
    const body = { a: { x: 1 }, big: { y: 1 } }
    const answer = (await apply([set('a.x', '2')], body)) as typeof body
    expect(answer.big).toBe(body.big)
    expect(answer.a).not.toBe(body.a)
  })

  it.each([
    [set('b', '-body.secret'), /step 2: The expression failed \(D1002\)/],
    [set('secret.x', '1'), /step 2: a value that is neither/],
    [set('/list/7', '1'), /step 2: a list has no such index/],
  ])(
    'changes nothing when a step fails, and names rule and step but no data',
    async (failing, detail) => {
      const body = { secret: 'canary', list: [1] }
      const answer = await compileRules([set('a', '1'), failing]).apply(body, contextOf())
      expect(answer).toMatchObject({
        rejected: true,
        code: 'transformation_failed',
        detail: expect.stringMatching(detail),
      })
      expect(answer).toMatchObject({ detail: expect.stringContaining('shape') })
      expect(JSON.stringify(answer)).not.toContain('canary')
      expect(body).toEqual({ secret: 'canary', list: [1] })
    },
  )

  it('keeps hostile names of a document as plain names', async () => {
    const body: unknown = JSON.parse('{"__proto__":{"polluted":1},"a":1}')
    expect(JSON.stringify(await apply([set('a', '2')], body))).toBe(
      '{"__proto__":{"polluted":1},"a":2}',
    )
    expect(JSON.stringify(await apply([{ operation: 'remove', target: 'a' }], body))).toBe(
      '{"__proto__":{"polluted":1}}',
    )
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('reports every problem of its rules at once', () => {
    const rules = [
      { operation: 'merge', target: 'a' },
      set('__proto__.x', '1'),
      set('/constructor/prototype', '1'),
      set('a..b', '1'),
      set('a', 'body.'),
      set('a', '1', '('),
      { operation: 'remove', target: '' },
    ]
    let issues: readonly { pointer: string; code: string }[] = []
    try {
      compileRules(rules)
    } catch (error) {
      if (error instanceof Problem) issues = error.options.issues ?? []
    }
    expect(
      issues.map(
        ({ pointer, code }) => `${pointer.replace('/transformations/0/rules/', '')} ${code}`,
      ),
    ).toEqual([
      '0/operation unknown_operation',
      '1/target invalid_target',
      '2/target invalid_target',
      '3/target invalid_target',
      '4/source invalid_expression',
      '5/condition invalid_expression',
      '6/target required',
    ])
  })

  it('names the integrations its steps read', () => {
    const compiled = compileRules([
      set('a', 'integrations.user.body.id', 'integrations.flags.body.on'),
    ])
    expect(compiled.integrations.toSorted()).toEqual(['flags', 'user'])
  })
})
