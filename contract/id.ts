/**
 * Id prefixes. An id is `<prefix>_<ULID>`: sortable by creation time, one double click selects it.
 * Requests, which nothing sorts, have 32 random hexadecimal digits.
 */
export const idPrefixes = {
  endpoint: 'ep',
  integration: 'int',
  user: 'usr',
  session: 'ses',
  apiToken: 'tok',
  audit: 'aud',
  consumer: 'con',
  consumerKey: 'key',
  authenticationFailure: 'fail',
  rateLimitBlock: 'blk',
  request: 'req',
  recordedRequest: 'rec',
} as const
