import { idempotency } from '#contract/idempotency.ts'

type NoteWord = 'off' | 'optional' | 'required' | 'again' | 'resent' | 'unknown'

/** One sentence of what callers see: which words, and what fills them. */
export interface IdempotencyNote {
  readonly word: NoteWord
  readonly values: Readonly<Record<string, string | number>>
}

/** What callers see with these settings; nothing while they cannot be read. */
export function idempotencyNotes(settings: unknown): readonly IdempotencyNote[] {
  const parsed = idempotency.safeParse(settings ?? {})
  if (!parsed.success) return []
  const { enabled, required, ttlSeconds, upstreamIsIdempotent } = parsed.data
  if (!enabled) return [note('off')]
  return [
    note(required ? 'required' : 'optional'),
    note('again', { hours: Math.round(ttlSeconds / 360) / 10 }),
    note(upstreamIsIdempotent ? 'resent' : 'unknown'),
  ]
}

function note(word: NoteWord, values: IdempotencyNote['values'] = {}): IdempotencyNote {
  return { word, values }
}
