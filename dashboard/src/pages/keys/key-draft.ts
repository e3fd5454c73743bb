import type { ConsumerKey } from '#contract/consumer.ts'

import type { CallOptions } from '../../api/types.ts'
import { type Expiry, expiryOf } from '../../ui/expiry-field.tsx'
import { listOf } from '../consumers/word-list.ts'

/** What someone decides about a key, as the form holds it. */
export interface KeyDraft {
  readonly name: string
  /** ISO 8601; undefined: at once. */
  readonly notBefore: string | undefined
  readonly expiry: Expiry
  readonly networks: string
  /** A network that holds every address is meant. */
  readonly isEveryAddressMeant: boolean
  readonly endpoints: readonly string[]
  readonly roles: readonly string[]
}

export const newKey: KeyDraft = {
  name: '',
  notBefore: undefined,
  expiry: { choice: '90' },
  networks: '',
  isEveryAddressMeant: false,
  endpoints: [],
  roles: [],
}

export function draftOf(key: ConsumerKey): KeyDraft {
  const { name, notBefore, expiresAt, allowedIps, endpoints, roles } = key
  return {
    name,
    notBefore: notBefore ?? undefined,
    expiry: expiresAt === null ? { choice: '' } : { choice: 'date', at: expiresAt },
    networks: allowedIps.join(', '),
    isEveryAddressMeant: false,
    endpoints,
    roles,
  }
}

/** The body that creates or changes the key. */
export function keyInput(draft: KeyDraft): CallOptions<'saveKey'>['body'] {
  const { name, notBefore, expiry, networks, endpoints, roles, isEveryAddressMeant } = draft
  return {
    name,
    ...(notBefore !== undefined && { notBefore }),
    ...expiryOf(expiry),
    allowedIps: listOf(networks),
    confirmEveryAddress: isEveryAddressMeant,
    endpoints: [...endpoints],
    roles: [...roles],
  }
}
