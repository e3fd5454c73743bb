/** A part of a body: first and last byte, both included. */
export interface ByteRange {
  readonly first: number
  readonly last: number
}

/**
 * One range of bytes (RFC 9110 14.1.2) of a body this long. Undefined: give the whole, because it is no range, or
 * several; `unsatisfiable`: the body has no such bytes.
 */
export function readRange(text: string, length: number): ByteRange | 'unsatisfiable' | undefined {
  const [, from = '', to = ''] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(text) ?? []
  if (from === '' && to === '') return undefined
  if (from === '') return suffix(Number(to), length)
  const first = Number(from)
  const last = to === '' ? length - 1 : Math.min(Number(to), length - 1)
  if (to !== '' && Number(to) < first) return undefined
  return first < length ? { first, last } : 'unsatisfiable'
}

function suffix(count: number, length: number): ByteRange | 'unsatisfiable' {
  if (count === 0 || length === 0) return 'unsatisfiable'
  return { first: Math.max(0, length - count), last: length - 1 }
}
