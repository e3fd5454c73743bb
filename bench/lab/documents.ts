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

function padded(document: typeof order, bytes: number): string {
  const missing = bytes - JSON.stringify(document).length
  return JSON.stringify({ ...document, notes: 'n'.repeat(missing) })
}
