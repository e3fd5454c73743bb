export type Pair = readonly [name: string, value: string]

/** Several pasted lines of `name: value`, `name=value` or `name<tab>value`; undefined for anything else. */
export function pairsFromText(text: string): Pair[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length < 2 && !/^[\w-]+:\s/.test(text)) return undefined
  const pairs = lines.map((line) => /^\s*([^:=\t\s]+)\s*[:=\t]\s*(.*?)\s*$/.exec(line))
  if (pairs.some((match) => match === null)) return undefined
  return pairs.map((match) => [match?.[1] ?? '', match?.[2] ?? ''])
}

/** Rows → record. Rows without a name are still being written; of a name twice the last counts. */
export function recordOf(rows: readonly Pair[]): Record<string, string> {
  return Object.fromEntries(rows.filter(([name]) => name !== ''))
}
