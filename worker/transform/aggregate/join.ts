import * as z from 'zod'

import { isSafeName } from '../target.ts'
import { itemExpression } from '../item-expression.ts'
import { type Operation, StepFailure } from '../operation.ts'
import { forEach, identity, listOf, spend, spendValue } from '../work.ts'

const parameters = z.strictObject({
  with: z.string().min(1).max(16_384).meta({ title: 'Second list', editor: 'jsonata' }),
  leftKey: itemExpression,
  rightKey: itemExpression,
  type: z.enum(['inner', 'left']).default('inner').meta({ title: 'Items without a match' }),
  as: z
    .string()
    .min(1)
    .max(200)
    .refine(isSafeName, 'Write another name')
    .default('match')
    .meta({ title: 'Member with the match' }),
})

/** One item for each pair of items of two lists with the same key; what has no key matches nothing. */
export const join = {
  name: 'join',
  title: 'Join two lists',
  source: 'optional',
  target: 'optional',
  input: 'body',
  isRecordwise: false,
  parameters,
  compile({ type, as, ...given }, site) {
    const other = site.expression(given.with, 'with')
    const leftKey = site.expression(given.leftKey, 'leftKey')
    const rightKey = site.expression(given.rightKey, 'rightKey')
    return {
      async apply(value, run) {
        const { ctx, body, purse } = run
        const left = listOf(value, run)
        const right = listOf(await other?.evaluate({ ctx, body, purse }), run)
        const leftKeys = await forEach(left, leftKey, run)
        const index = indexed(right, await keysOf(right, rightKey, run))
        spendValue(run, leftKeys)
        return left.flatMap((item, at) => {
          if (typeof item !== 'object' || item === null || Array.isArray(item))
            throw new StepFailure('only objects can be joined', 'wrong_type')
          const key = leftKeys[at]
          const found = key === undefined || key === null ? [] : (index.get(identity(key)) ?? [])
          spend(run, (found.length + 1) * 20 * (Object.keys(item).length + 1))
          if (found.length === 0) return type === 'left' ? [{ ...item, [as]: null }] : []
          return found.map((match) => ({ ...item, [as]: match }))
        })
      },
    }
  },
} satisfies Operation<typeof parameters>

async function keysOf(
  ...[items, key, run]: Parameters<typeof forEach>
): Promise<readonly unknown[]> {
  const keys = await forEach(items, key, run)
  spendValue(run, keys)
  return keys
}

function indexed(items: readonly unknown[], keys: readonly unknown[]): Map<string, unknown[]> {
  const index = new Map<string, unknown[]>()
  for (const [at, item] of items.entries()) {
    const key = keys[at]
    if (key === undefined || key === null) continue
    const id = identity(key)
    const known = index.get(id)
    if (known === undefined) index.set(id, [item])
    else known.push(item)
  }
  return index
}
