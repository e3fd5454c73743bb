/** Where in a text a message points that ends with `(line 2, column 5)`; undefined: nowhere. */
export function placeOf(text: string, message: string): { from: number; to: number } | undefined {
  const [, line, column] = /\(line (\d+), column (\d+)\)$/.exec(message) ?? []
  if (line === undefined || column === undefined) return undefined
  const lines = text.split('\n')
  const before = lines.slice(0, Number(line) - 1)
  const start = before.reduce((sum, { length }) => sum + length + 1, 0)
  const end = start + (lines[Number(line) - 1]?.length ?? 0)
  const from = Math.min(start + Number(column) - 1, end)
  return { from, to: Math.max(end, from) }
}
