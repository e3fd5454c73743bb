import { backLinks, type Link, ordered, rowsOf } from './layers.ts'

/** Units are CSS pixels. */
export const nodeHeight = 64
export const nodeWidth = 208
const gapX = 24
const gapY = 48
const bendWidth = 12
const margin = 16
const passes = 4

export interface Box {
  readonly id: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly row: number
}

export interface Route<Edge extends Link> {
  readonly edge: Edge
  readonly path: string
  /** It leads up: its arrow is at the beginning of the path. */
  readonly isBack: boolean
}

export interface Layout<Edge extends Link> {
  readonly width: number
  readonly height: number
  /** Row by row, each from left to right. */
  readonly boxes: readonly Box[]
  readonly routes: readonly Route<Edge>[]
}

/** Places nodes in rows, top to bottom, so that every edge that is part of no cycle leads down. The same for the same graph. */
export function layoutOf<Edge extends Link>(
  ids: readonly string[],
  edges: readonly Edge[],
): Layout<Edge> {
  const proper = edges.filter(
    ({ from, to }) => from !== to && ids.includes(from) && ids.includes(to),
  )
  const back = backLinks(ids, proper)
  const runs = proper.map((edge) => {
    const isBack = back.has(edge)
    return { edge, isBack, from: isBack ? edge.to : edge.from, to: isBack ? edge.from : edge.to }
  })
  const rowOf = rowsOf(ids, runs)
  const { rows, links, chains } = withBends(ids, runs, rowOf)
  const order = ordered(rows, links)
  const xs = columns(order, links)
  const boxes = order.flatMap((row, at) =>
    row
      .filter((id) => ids.includes(id))
      .map((id): Box => ({
        id,
        row: at,
        x: (xs.get(id) ?? 0) - nodeWidth / 2,
        y: margin + at * (nodeHeight + gapY),
        width: nodeWidth,
        height: nodeHeight,
      })),
  )
  const right = Math.max(0, ...[...xs.values()].map((x) => x + nodeWidth / 2))
  return {
    width: right + margin,
    height: 2 * margin + order.length * (nodeHeight + gapY) - gapY,
    boxes,
    routes: runs.map(({ edge, isBack }, at) => ({
      edge,
      isBack,
      path: pathOf(
        (chains[at] ?? []).map((id) => xs.get(id) ?? 0),
        rowOf.get(runs[at]?.from ?? '') ?? 0,
      ),
    })),
  }
}

/** A link over several rows bends once in each of them, where room is kept for it. */
function withBends(
  ids: readonly string[],
  runs: readonly Link[],
  rowOf: ReadonlyMap<string, number>,
) {
  const row = (id: string) => rowOf.get(id) ?? 0
  const rows = Array.from({ length: Math.max(0, ...ids.map(row)) + 1 }, (_, at) =>
    ids.filter((id) => row(id) === at),
  )
  const chains = runs.map(({ from, to }, at) => {
    const bends = Array.from({ length: row(to) - row(from) - 1 }, (_, step) => `bend ${at} ${step}`)
    for (const [step, bend] of bends.entries()) rows[row(from) + 1 + step]?.push(bend)
    return [from, ...bends, to]
  })
  const links = chains.flatMap((chain) =>
    chain.slice(1).map((to, at): Link => ({ from: chain[at] ?? '', to })),
  )
  return { rows, links, chains }
}

const widthOf = (id: string): number => (id.startsWith('bend ') ? bendWidth : nodeWidth)

/** Middle of each node and bend: near the middle of its neighbours, as far as those beside it leave room. */
function columns(
  rows: readonly (readonly string[])[],
  links: readonly Link[],
): Map<string, number> {
  const xs = new Map<string, number>()
  for (const row of rows)
    spread(
      row,
      row.map(() => 0),
      xs,
    )
  for (let pass = 0; pass < passes; pass += 1)
    for (const row of pass % 2 === 0 ? rows : rows.toReversed())
      spread(
        row,
        row.map((id) => middle(id, links, xs)),
        xs,
      )
  const left = Math.min(...[...xs].map(([id, x]) => x - widthOf(id) / 2))
  for (const [id, x] of xs) xs.set(id, Math.round(x - left + margin))
  return xs
}

function middle(id: string, links: readonly Link[], xs: ReadonlyMap<string, number>): number {
  const beside = links
    .flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : []))
    .map((other) => xs.get(other) ?? 0)
  const sum = beside.reduce((total, x) => total + x, 0)
  return beside.length === 0 ? (xs.get(id) ?? 0) : sum / beside.length
}

/** In their order, as near to what is wanted as no overlap allows; the row as a whole where it was wanted on average. */
function spread(row: readonly string[], wanted: readonly number[], xs: Map<string, number>): void {
  let free = Number.NEGATIVE_INFINITY
  const placed = row.map((id, at) => {
    const half = widthOf(id) / 2
    const x = Math.max(wanted[at] ?? 0, free + half)
    free = x + half + gapX
    return x
  })
  const off = placed.reduce((sum, x, at) => sum + x - (wanted[at] ?? 0), 0) / (row.length || 1)
  for (const [at, id] of row.entries()) xs.set(id, (placed[at] ?? 0) - off)
}

/** Curves through the gaps, straight lines past the rows. `row`: of the first. */
function pathOf(xs: readonly number[], row: number): string {
  const top = (at: number) => margin + (row + at) * (nodeHeight + gapY)
  return xs
    .map((x, at) => {
      if (at === 0) return `M${x} ${top(0) + nodeHeight}`
      const [from, to] = [top(at) - gapY, top(at)]
      const half = (from + to) / 2
      const past = at < xs.length - 1 ? ` V${to + nodeHeight}` : ''
      return `C${xs[at - 1]} ${half} ${x} ${half} ${x} ${to}${past}`
    })
    .join(' ')
}
