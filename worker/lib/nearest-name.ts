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

/** Letters to add, drop or change, or two to swap (optimal string alignment). */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > 2) return Number.POSITIVE_INFINITY
  let above: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, at) => at)
  for (let at = 1; at <= from.length; at += 1) {
    const next = [at]
    for (let place = 1; place <= to.length; place += 1) {
      const isSame = from[at - 1] === to[place - 1]
      const isSwapped = from[at - 1] === to[place - 2] && from[at - 2] === to[place - 1]
      next.push(
        Math.min(
          (row[place] ?? 0) + 1,
          (next[place - 1] ?? 0) + 1,
          (row[place - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (above[place - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      )
    }
    above = row
    row = next
  }
  return row.at(-1) ?? 0
}
