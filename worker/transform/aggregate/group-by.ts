import * as z from 'zod'

import type { Expression } from '../../expression/index.ts'
import { figures } from '../figures.ts'
import { isSafeName } from '../target.ts'
import { itemExpression } from '../item-expression.ts'
import { type Operation, type Site, type StepRun } from '../operation.ts'
import { forEach, identity, listOf, numbersOf, spendValue } from '../work.ts'

const parameters = z.strictObject({
  key: itemExpression,
  keyName: memberName().default('key').meta({ title: 'Member with the key' }),
  itemsName: memberName().optional().meta({ title: 'Member with the items' }),
  figures: z
    .array(
      z.strictObject({
        name: memberName().meta({ title: 'Member' }),
        figure: z.enum(['count', 'sum', 'avg', 'min', 'max']).meta({ title: 'Figure' }),
        of: itemExpression.optional(),
      }),
    )
    .max(20)
    .default([])
    .meta({ title: 'Figures' }),
})

/** A list of groups in the order of their first items: the key, figures of the items, and the items. */
export const groupBy = {
  name: 'group-by',
  title: 'Group',
  source: 'optional',
  target: 'optional',
  input: 'body',
  isRecordwise: false,
  parameters,
  compile(given, site) {
    const key = site.expression(given.key, 'key')
    const columns = given.figures.map((column, at) => compileColumn(column, at, site))
    return {
      async apply(value, run) {
        const items = listOf(value, run)
        const keys = await forEach(items, key, run)
        spendValue(run, keys)
        const groups = new Map<string, { key: unknown; items: unknown[] }>()
        for (const [at, item] of items.entries()) {
          const id = identity(keys[at])
          const group = groups.get(id)
          if (group === undefined) groups.set(id, { key: keys[at] ?? null, items: [item] })
          else group.items.push(item)
        }
        const rows: object[] = []
        for (const group of groups.values()) {
          // oxlint-disable-next-line no-await-in-loop -- in order: the work they share is counted
          const values = await Promise.all(columns.map((column) => column(group.items, run)))
          const members = given.figures.map(({ name }, at): [string, unknown] => [name, values[at]])
          rows.push(
            Object.fromEntries([
              [given.keyName, group.key],
              ...members,
              ...(given.itemsName === undefined ? [] : [[given.itemsName, group.items]]),
            ]) as object,
          )
        }
        return rows
      },
    }
  },
} satisfies Operation<typeof parameters>

interface Column {
  readonly figure: keyof typeof figures
  readonly of?: string | undefined
}

function compileColumn({ figure, of }: Column, at: number, site: Site) {
  const expression: Expression | undefined =
    of === undefined ? undefined : site.expression(of, `figures/${at}/of`)
  return async (items: readonly unknown[], run: StepRun) => {
    if (figure === 'count' && expression === undefined) return items.length
    return figures[figure](numbersOf(await forEach(items, expression, run)))
  }
}

function memberName() {
  return z.string().min(1).max(200).refine(isSafeName, 'Write another name')
}
