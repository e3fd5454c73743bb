/** Pure: which row each node stands in, and in which order. */

export interface Link {
  readonly from: string
  readonly to: string
}

/** Links that lead back to where they come from: without them there is no cycle. */
export function backLinks(ids: readonly string[], links: readonly Link[]): ReadonlySet<Link> {
  const back = new Set<Link>()
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const link of links.filter(({ from }) => from === id)) {
      if (state.get(link.to) === 'open') back.add(link)
      else if (!state.has(link.to)) visit(link.to)
    }
    state.set(id, 'done')
  }
  for (const id of ids) if (!state.has(id)) visit(id)
  return back
}

/** The row of each node: one below the lowest of those that lead to it. The links have no cycle. */
export function rowsOf(
  ids: readonly string[],
  links: readonly Link[],
): ReadonlyMap<string, number> {
  const rows = new Map<string, number>()
  const row = (id: string): number => {
    const known = rows.get(id)
    if (known !== undefined) return known
    const above = links.filter(({ to }) => to === id).map(({ from }) => row(from))
    const own = above.length === 0 ? 0 : Math.max(...above) + 1
    rows.set(id, own)
    return own
  }
  for (const id of ids) row(id)
  return rows
}

const sweeps = 6

/** The order within each row that keeps links short: each node near the middle of its neighbours, row by row, down and up. */
export function ordered(
  rows: readonly (readonly string[])[],
  links: readonly Link[],
): readonly (readonly string[])[] {
  let best = rows.map((row) => [...row])
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const isDown = sweep % 2 === 0
    const next = best.map((row) => [...row])
    const order = next.map((_, at) => at)
    for (const at of isDown ? order : order.toReversed()) {
      const beside = next[isDown ? at - 1 : at + 1]
      const row = next[at]
      if (beside === undefined || row === undefined) continue
      next[at] = byMiddle(row, beside, links)
    }
    if (crossings(next, links) < crossings(best, links)) best = next
  }
  return best
}

function byMiddle(
  row: readonly string[],
  beside: readonly string[],
  links: readonly Link[],
): string[] {
  const places = row.map((id, own) => {
    const found = links
      .flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))
      .map((other) => beside.indexOf(other))
      .filter((place) => place >= 0)
    const sum = found.reduce((total, place) => total + place, 0)
    return { id, own, place: found.length === 0 ? own : sum / found.length }
  })
  // Equal ones stay as they are, so that the same draft is always drawn the same way.
  return places.sort((a, b) => a.place - b.place || a.own - b.own).map(({ id }) => id)
}

function crossings(rows: readonly (readonly string[])[], links: readonly Link[]): number {
  let count = 0
  for (let at = 0; at + 1 < rows.length; at += 1) {
    const [above = [], below = []] = [rows[at], rows[at + 1]]
    const pairs = links
      .map(({ from, to }) => [above.indexOf(from), below.indexOf(to)] as const)
      .filter(([from, to]) => from >= 0 && to >= 0)
    for (const [index, [from, to]] of pairs.entries())
      for (const [otherFrom, otherTo] of pairs.slice(index + 1))
        if ((from - otherFrom) * (to - otherTo) < 0) count += 1
  }
  return count
}
