import { ByteLru } from '../lib/byte-lru.ts'
import type { CacheTier, StoredAnswer, StoredAnswers } from './types.ts'

/** What an answer costs beside its text: objects, arrays, the entry itself. */
const overheadBytes = 512

/** Answers in the memory of this isolate, bounded by their bytes. Never awaits. */
export function createMemoryTier(capacityBytes: number): CacheTier {
  const entries = new ByteLru<string, StoredAnswers>(capacityBytes)
  return {
    get: (key) => entries.get(key),
    put: (key, answers) => entries.set(key, answers, answers.reduce(sum, key.length)),
    delete: (key) => entries.delete(key),
  }
}

/** Of an answer as it is held: two bytes a character. */
export function bytesOf({ headers, body, vary, tags }: StoredAnswer): number {
  let characters = 0
  for (const [name, value] of headers) characters += name.length + value.length
  for (const [name, value] of vary) characters += name.length + (value?.length ?? 0)
  for (const tag of tags) characters += tag.length
  return body.byteLength + 2 * characters + overheadBytes
}

function sum(total: number, answer: StoredAnswer): number {
  return total + bytesOf(answer)
}
