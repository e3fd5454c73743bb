/** Why a credential was refused. A kind of authentication may add reasons of its own. */
export const failureReasons = [
  'unknown_key',
  'malformed_key',
  'ambiguous',
  'revoked',
  'expired',
  'not_yet_valid',
  'consumer_inactive',
  'other_endpoint',
  'other_network',
  'insufficient_role',
  'insufficient_scope',
] as const
export type FailureReason = (typeof failureReasons)[number]
