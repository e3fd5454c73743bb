import jsonata from 'jsonata'

import { smallOrder } from './lab/documents.ts'
import { mapping } from './lab/mapping.ts'
import type { Target } from './lab/target.ts'
import { startWorker } from './lab/workerd.ts'

const records = Array.from({ length: 100 }, (_, id) => ({
  id,
  name: `record ${id}`,
  price: id * 1.5,
  qty: id % 7,
}))

/** A Worker that evaluates an expression many times per request, by our closures or by the library. */
const evaluated = (name: string, engine: 'closures' | 'jsonata', subject: Subject): Target => ({
  name,
  traffic: { paths: ['/'], answer: subject.answer },
  start: () =>
    startWorker({
      entry: 'expressions.ts',
      bindings: {
        EXPRESSION: subject.expression,
        INPUT: subject.input,
        ENGINE: engine,
        TIMES: `${subject.times}`,
      },
    }),
})

interface Subject {
  readonly times: number
  readonly expression: string
  readonly input: string
  readonly answer: string
}

/** As often as the library can in half a second with all connections waiting. */
async function subjectOf(expression: string, body: unknown, times: number): Promise<Subject> {
  const answer = JSON.stringify(await jsonata(expression).evaluate({ body }))
  return { expression, input: JSON.stringify({ body }), answer, times }
}

const pairOf = (name: string, subject: Subject) => ({
  ours: evaluated(name, 'closures', subject),
  theirs: evaluated('jsonata', 'jsonata', subject),
})

export const mapping12Fields = pairOf(
  'mapping-12-fields',
  await subjectOf(mapping, smallOrder, 200),
)
export const filter100Records = pairOf(
  'filter-100-records',
  await subjectOf('body[price > 50].name', records, 50),
)
export const sum100Records = pairOf(
  'sum-100-records',
  await subjectOf('$sum(body.(price * qty))', records, 30),
)
