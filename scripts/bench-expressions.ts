// `npm run bench:expressions`: µs per evaluation by closures and by JSONata as it is published, on one thread of Node.
import jsonata from 'jsonata'

import { closuresOf } from '../worker/expression/closures/index.ts'
import { interpreterOf } from '../worker/expression/interpreter.ts'
import { loadLibrary } from '../worker/expression/library.ts'
import { smallOrder } from '../bench/lab/documents.ts'
import { mapping } from '../bench/lab/mapping.ts'

await loadLibrary()

const rounds = 15
const roundMs = 60

const records = Array.from({ length: 100 }, (_, id) => ({
  id,
  name: `record ${id}`,
  price: id * 1.5,
  qty: id % 7,
  active: id % 3 === 0,
}))

const renaming = `{
  "orderId": body.id, "state": body.status, "amount": body.total, "currency": body.currency,
  "placedAt": body.createdAt, "customerName": body.customer.name, "customerEmail": body.customer.email,
  "city": body.customer.address.city, "itemCount": $count(body.items), "firstSku": body.items[0].sku,
  "label": $uppercase(body.currency) & " " & body.total, "skus": body.items.sku
}`

const cases: readonly (readonly [string, string, unknown])[] = [
  ['12 fields of an order of 1 KiB, most of them renamed', renaming, smallOrder],
  ['12 fields of the same, half of them computed', mapping, smallOrder],
  ['filter 100 records', 'body[price > 50].name', records],
  ['filter by two conditions', 'body[active and qty > 3]', records],
  ['sum over 100 records', '$sum(body.(price * qty))', records],
  ['100 objects from 100 records', 'body.{"n": name, "t": price * qty}', records],
  ['group 100 records', 'body{$string(qty): $sum(price)}', records],
  ['sort 100 records', 'body^(>price).name', records],
  [
    '$map of $filter',
    '$map($filter(body, function($r){ $r.active }), function($r){ $r.name & "!" })',
    records,
  ],
]

const rows = []
for (const [name, source, body] of cases) rows.push(await row(name, source, { body }))
console.log('| expression | closures µs (min–max) | jsonata µs (min–max) | times (min–max) |')
console.log('|---|---:|---:|---:|')
for (const text of rows) console.log(text)

async function row(name: string, source: string, input: object): Promise<string> {
  const library = jsonata(source)
  const closures = closuresOf(interpreterOf(source).ast)
  if (closures === undefined) throw new Error(`${name} has no closures`)
  const same = JSON.stringify(closures.evaluate(input, 0))
  if (same !== JSON.stringify(await library.evaluate(input))) throw new Error(`${name} differs`)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -3; round < rounds; round += 1) {
    const [quick, slow] = [
      await time(() => closures.evaluate(input, 0)),
      await time(() => library.evaluate(input)),
    ]
    // The first rounds warm both up.
    if (round < 0) continue
    ours.push(quick)
    theirs.push(slow)
  }
  const times = theirs.map((slow, index) => slow / (ours[index] ?? 1))
  return `| ${name} | ${spread(ours, 2)} | ${spread(theirs, 0)} | ${spread(times, 0)} |`
}

/** µs of one evaluation, each awaited when it is a promise. */
async function time(evaluate: () => unknown): Promise<number> {
  const started = performance.now()
  let count = 0
  while (performance.now() - started < roundMs) {
    for (let turn = 0; turn < 20; turn += 1) {
      const value = evaluate()
      if (value instanceof Promise) await value
    }
    count += 20
  }
  return ((performance.now() - started) * 1_000) / count
}

function spread(values: readonly number[], digits: number): string {
  const sorted = [...values].sort((a, b) => a - b)
  const [least = 0, median = 0, most = 0] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)]
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`
}
