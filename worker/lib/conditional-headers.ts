/** Request headers that may be answered by less than the whole answer: 206, 304 or 412 (RFC 9110 13 and 14). */
export const conditionalHeaders: readonly string[] = [
  'range',
  'if-range',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
]
