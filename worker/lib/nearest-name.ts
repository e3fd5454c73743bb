/** Longer names are not compared: it takes the product of their lengths. */
const maxLength = 64

/** The name that is spelt nearly the same: at most so many letters added, dropped or changed. */
export function nearestName(
  name: string,
  known: readonly string[],
  atMost = 2,
): string | undefined {
  if (name.length > maxLength) return undefined
  const ranked = known.map((other) => ({
    other,
    far: distance(name.toLowerCase(), other.toLowerCase()),
  }))
  const best = ranked.sort((a, b) => a.far - b.far)[0]
  return best !== undefined && best.far <= atMost && best.far < name.length ? best.other : undefined
}

/** Letters to add, drop or change (Levenshtein). */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 2) return Number.POSITIVE_INFINITY
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (const [at, letter] of [...from].entries()) {
    const next = [at + 1]
    for (const [place, other] of [...to].entries()) {
      const [above = 0, diagonal = 0, left = 0] = [row[place + 1], row[place], next[place]]
      next.push(Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
