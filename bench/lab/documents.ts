const order = {
  id: 'ord_42',
  status: 'paid',
  currency: 'EUR',
  total: 129.9,
  createdAt: '2026-11-23T10:15:30.000Z',
  customer: {
    id: 'cus_7',
    name: 'Ada Lovelace',
    email: 'ada@example.com',
    address: { street: '12 rue du Canal', city: 'Lyon', postcode: '69001', country: 'FR' },
  },
  items: [
    { sku: 'SKU-1', name: 'Paddle', quantity: 1, price: 79.9 },
    { sku: 'SKU-2', name: 'Life jacket', quantity: 2, price: 25 },
  ],
  notes: '',
}

/** What the origin answers to everything but /large: exactly 1,024 bytes of JSON. */
export const smallDocument = padded(order, 1_024)
/** What the origin answers to /large: exactly 102,400 bytes of JSON. */
export const largeDocument = padded(order, 102_400)

/** The document as a value, for the expected answer of transformed endpoints. */
export const smallOrder = { ...order, notes: JSON.parse(smallDocument).notes as string }

const text = (more: object = {}) => ({ type: 'string', maxLength: 2_000, ...more })
const object = (properties: Record<string, object>) => ({
  type: 'object',
  required: Object.keys(properties),
  properties,
  additionalProperties: false,
})

/** What the order looks like, as an author would write it. */
export const orderSchema = object({
  id: text({ pattern: '^ord_[0-9]+$' }),
  status: { enum: ['open', 'paid', 'shipped'] },
  currency: text({ minLength: 3, maxLength: 3 }),
  total: { type: 'number', minimum: 0 },
  createdAt: text({ format: 'date-time' }),
  customer: object({
    id: text(),
    name: text(),
    email: text({ format: 'email' }),
    address: object({ street: text(), city: text(), postcode: text(), country: text() }),
  }),
  items: {
    type: 'array',
    minItems: 1,
    maxItems: 100,
    items: object({
      sku: text(),
      name: text(),
      quantity: { type: 'integer', minimum: 1 },
      price: { type: 'number', minimum: 0 },
    }),
  },
  notes: text(),
})

function padded(document: typeof order, bytes: number): string {
  const missing = bytes - JSON.stringify(document).length
  return JSON.stringify({ ...document, notes: 'n'.repeat(missing) })
}
