import { newApiKey } from '#worker/lib/api-key-format.ts'

import { smallDocument, smallOrder } from './lab/documents.ts'
import type { Traffic } from './lab/target.ts'
import { benchToken } from './lab/token.ts'

export const apiKeys = Array.from({ length: 1_000 }, () => newApiKey().key)
const [oneKey = ''] = apiKeys

/** One document of 1 KiB. */
export const small: Traffic = { paths: ['/api/custom/orders/42'], answer: smallDocument }

/** By one busy caller, by a thousand at random, by one with a token. */
export const withKey: Traffic = { ...small, headers: { 'x-api-key': oneKey } }
export const withKeys: Traffic = { ...small, callers: { header: 'x-api-key', values: apiKeys } }
export const withToken: Traffic = { ...small, headers: { authorization: `Bearer ${benchToken}` } }

/** A body of 1 KiB sent, and 1 KiB answered. */
export const posted: Traffic = {
  ...small,
  headers: { 'content-type': 'application/json' },
  body: smallDocument,
}

/** Fields of the answer under other names: name, expression, value. */
export const renamed = [
  ['orderId', 'body.id', smallOrder.id],
  ['state', 'body.status', smallOrder.status],
  ['amount', 'body.total', smallOrder.total],
  ['currency', 'body.currency', smallOrder.currency],
  ['placedAt', 'body.createdAt', smallOrder.createdAt],
  ['customerName', 'body.customer.name', smallOrder.customer.name],
  ['customerEmail', 'body.customer.email', smallOrder.customer.email],
  ['city', 'body.customer.address.city', smallOrder.customer.address.city],
  ['itemCount', '$count(body.items)', smallOrder.items.length],
  ['firstSku', 'body.items[0].sku', smallOrder.items[0]?.sku],
] as const

export const mappedSmall: Traffic = {
  ...small,
  answer: JSON.stringify(Object.fromEntries(renamed.map(([name, , value]) => [name, value]))),
}
