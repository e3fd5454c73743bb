import { type JsonError, parseSequence } from './json-text.ts'

export type Samples =
  | {
      readonly ok: true
      readonly values: readonly unknown[]
      /** The text is one list: of samples, or itself the sample. */
      readonly isOneList: boolean
    }
  | { readonly ok: false; readonly error: JsonError }

/** Samples as one pastes them: one, several one after the other, or several in a list (unless that list is the sample). */
export function readSamples(text: string, listIsSample: boolean): Samples {
  const read = parseSequence(text)
  if (!read.ok) return read
  const [first] = read.values
  const isOneList = read.values.length === 1 && Array.isArray(first)
  const values = isOneList && !listIsSample ? (first as readonly unknown[]) : read.values
  return { ok: true, values, isOneList }
}
