import { ruleOf, type Sheet, sheetOf } from './sheet.ts'

export type ExampleId = 'totals' | 'rename' | 'steps' | 'request'

const order = {
  id: 'A-1042',
  customer: { 'first name': 'Ada', 'last name': 'Lovelace' },
  items: [
    { sku: 'CHAIR-12', price: 89.5, quantity: 2 },
    { sku: 'DESK-3', price: 240, quantity: 1 },
  ],
  internal: { margin: 0.31 },
}

const total = `{
  "order": body.id,
  "total": $sum(body.items.(price * quantity)),
  "skus": [body.items.sku]
}`
const totals = { order: 'A-1042', total: 419, skus: ['CHAIR-12', 'DESK-3'] }
const names = `{
  "id": body.id,
  "name": body.customer.(\`first name\` & " " & \`last name\`)
}`
const steps = {
  id: 'public_order',
  type: 'map',
  phase: 'response',
  rules: [
    { operation: 'set', target: 'total', source: '$sum(body.items.(price * quantity))' },
    { operation: 'remove', target: 'internal', condition: 'request.headers."x-debug" != "1"' },
  ],
  testCases: [],
}
const greeting = '{ "id": body.id, "asked": request.params.id, "by": principal.id }'
const scope = { request: { method: 'GET', params: { id: 'A-1042' } }, principal: { id: 'con_1' } }

/** Sheets that work, to start from; the first is what a new visitor sees. */
export const examples: Readonly<Record<ExampleId, Sheet>> = {
  totals: sheetOf(
    ruleOf(total, [{ name: 'two items', input: order, expectedOutput: totals }]),
    order,
  ),
  rename: sheetOf(ruleOf(names), order),
  steps: sheetOf(steps, order, { request: { headers: { 'x-debug': '0' } } }),
  request: sheetOf(ruleOf(greeting), order, scope),
}
