import * as z from 'zod'

import type { Expression } from '../../expression/index.ts'
import { figures, percentileOf } from '../figures.ts'
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
        figure: z
          .enum(['count', 'sum', 'avg', 'min', 'max', 'percentile'])
          .meta({ title: 'Figure' }),
        of: itemExpression.optional(),
        percent: z.number().min(0).max(100).optional().meta({ title: 'Percent' }),
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

type Column = z.output<typeof parameters>['figures'][number]

function compileColumn({ figure, of, percent }: Column, at: number, site: Site) {
  const expression: Expression | undefined =
    of === undefined ? undefined : site.expression(of, `figures/${at}/of`)
  const figureOf = figureNamed(figure, percent, (code, message) =>
    site.issue(`figures/${at}/percent`, code, message),
  )
  return async (items: readonly unknown[], run: StepRun) => {
    if (figure === 'count' && expression === undefined) return items.length
    return figureOf(numbersOf(await forEach(items, expression, run)))
  }
}

type FigureOf = (numbers: readonly number[]) => number | null

function figureNamed(
  figure: Column['figure'],
  percent: number | undefined,
  issue: (code: string, message: string) => void,
): FigureOf {
  if (figure !== 'percentile') {
    if (percent !== undefined) issue('unused_field', 'Only a percentile has a percent: remove it')
    return figures[figure]
  }
  if (percent === undefined) issue('required', 'Write the percent, 0 to 100')
  return (numbers) => percentileOf(numbers, percent ?? 0)
}

function memberName() {
  return z.string().min(1).max(200).refine(isSafeName, 'Write another name')
}
