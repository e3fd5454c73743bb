import { newApiKey } from '#worker/lib/api-key-format.ts'

import { smallDocument } from './lab/documents.ts'
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
