import type { KeptAnswer, Outcome } from '#durable-objects/idempotency.ts'

import { readUpTo } from '../lib/read-up-to.ts'
import { maxKeptAnswerBytes } from '../limits.ts'

/** Marks an answer that was given before. */
const replayedHeader = 'idempotency-replayed'

/** An answer to keep, and the same answer to send. */
export interface Taken {
  readonly outcome: Outcome
  readonly response: Response
}

/** Reads an answer up to the limit. Beyond it, it streams on and is not kept. Rejects when its body breaks. */
export async function takeAnswer(answer: Response): Promise<Taken> {
  const { status } = answer
  const headers = new Headers(answer.headers)
  for (const name of ofTheMessage) headers.delete(name)
  if (answer.body === null) return kept({ status, headers: [...headers], body: null })
  const read = await readUpTo(answer.body, maxKeptAnswerBytes)
  if (read instanceof ReadableStream) {
    const response = new Response(read, { status, headers })
    return { outcome: { kind: 'too-large', status }, response }
  }
  return kept({ status, headers: [...headers], body: read })
}

/** The answer as it was given before. */
export function replay(answer: KeptAnswer): Response {
  const response = restored(answer)
  response.headers.set(replayedHeader, 'true')
  return response
}

/** The runtime writes these for each message anew. */
const ofTheMessage = ['connection', 'keep-alive', 'content-length', 'date']

function kept(answer: KeptAnswer): Taken {
  return { outcome: { kind: 'answer', answer }, response: restored(answer) }
}

function restored({ status, headers, body }: KeptAnswer): Response {
  const response = new Response(body, { status })
  for (const [name, value] of headers) response.headers.append(name, value)
  return response
}
