import * as z from 'zod'

import type { StoredAnswer, StoredAnswers } from './types.ts'

/**
 * All answers of a key as one value, pure. Layout, integers big-endian:
 *
 *     4 bytes   "EC", format version, 0
 *     4 bytes   length of the head
 *     head      JSON in UTF-8: the answers without their bodies, and the length of each body
 *     bodies    one after the other
 */
const version = 1
const magic = Uint8Array.of(0x45, 0x43, version, 0)
const prefixBytes = 8

const count = z.number().nonnegative()
const heads = z.array(
  z.object({
    status: z.int().min(200).max(599),
    headers: z.array(z.tuple([z.string(), z.string()])),
    requestedAt: count,
    receivedAt: count,
    vary: z.array(z.tuple([z.string(), z.string().nullable()])),
    tags: z.array(z.string()),
    generation: count,
    expiresAt: count,
    bodyBytes: z.int().nonnegative(),
  }),
)

export function encodeAnswers(answers: StoredAnswers): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(JSON.stringify(answers.map(headOf)))
  const bodyBytes = answers.reduce((sum, { body }) => sum + body.byteLength, 0)
  const bytes = new Uint8Array(prefixBytes + head.byteLength + bodyBytes)
  bytes.set(magic)
  new DataView(bytes.buffer).setUint32(magic.length, head.byteLength)
  bytes.set(head, prefixBytes)
  let at = prefixBytes + head.byteLength
  for (const { body } of answers) {
    bytes.set(body, at)
    at += body.byteLength
  }
  return bytes
}

/** Undefined: not a value of this format and version, or not all of it. */
export function decodeAnswers(bytes: Uint8Array<ArrayBuffer>): StoredAnswers | undefined {
  if (bytes.byteLength < prefixBytes || magic.some((byte, at) => bytes[at] !== byte))
    return undefined
  const headBytes = new DataView(bytes.buffer, bytes.byteOffset).getUint32(magic.length)
  const head = parseHead(bytes.subarray(prefixBytes, prefixBytes + headBytes))
  if (head === undefined) return undefined
  let at = prefixBytes + headBytes
  const answers = head.map(({ bodyBytes, ...answer }): StoredAnswer => {
    const body = bytes.subarray(at, at + bodyBytes)
    at += bodyBytes
    return { ...answer, body }
  })
  return at === bytes.byteLength ? answers : undefined
}

function headOf({ body, ...answer }: StoredAnswer): z.input<typeof heads>[number] {
  const { status, requestedAt, receivedAt, generation, expiresAt } = answer
  return {
    status,
    headers: answer.headers.map(([name, value]) => [name, value]),
    requestedAt,
    receivedAt,
    vary: answer.vary.map(([name, value]) => [name, value]),
    tags: [...answer.tags],
    generation,
    expiresAt,
    bodyBytes: body.byteLength,
  }
}

function parseHead(bytes: Uint8Array): z.output<typeof heads> | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return heads.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
