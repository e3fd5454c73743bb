import { type Accessor, createSignal } from 'solid-js'

/** Shares of panes that lie side by side, in percent. */
export type Shares = readonly number[]

/** How far the border after a pane may be moved: where the pane begins, its share, the least and the most of it. */
export interface Border {
  readonly start: number
  readonly value: number
  readonly min: number
  readonly max: number
}

export interface PaneSizes {
  readonly shares: Accessor<Shares>
  border(index: number): Border
  /** Moves the border after a pane, as far as it goes. Only its two neighbours change. Unit: percent of all. */
  move(index: number, by: number): void
  reset(): void
}

interface PaneSizesOptions {
  /** Entry of the storage, for this browser. */
  readonly key: string
  readonly initial: Shares
  /** The least share of a pane. */
  readonly min: number
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
}

export function createPaneSizes({ key, initial, min, storage }: PaneSizesOptions): PaneSizes {
  const [shares, setShares] = createSignal(readShares(storage.getItem(key), initial, min))
  const border = (index: number) => borderOf(shares(), index, min)
  return {
    shares,
    border,
    move(index, by) {
      const { value, min, max } = border(index)
      const next = moved(shares(), index, Math.min(max, Math.max(min, value + by)) - value)
      setShares(next)
      storage.setItem(key, JSON.stringify(next))
    },
    reset() {
      setShares(initial)
      storage.removeItem(key)
    },
  }
}

function borderOf(shares: Shares, index: number, min: number): Border {
  const [value = 0, next = 0] = shares.slice(index)
  const start = shares.slice(0, index).reduce((all, share) => all + share, 0)
  return { start, value, min, max: value + next - min }
}

const moved = (shares: Shares, index: number, by: number): Shares =>
  shares.map((share, at) => (at === index ? share + by : at === index + 1 ? share - by : share))

/** What was stored by hand, or for other panes, is not believed. */
function readShares(stored: string | null, initial: Shares, min: number): Shares {
  try {
    const shares: unknown = JSON.parse(stored ?? 'null')
    if (!Array.isArray(shares) || shares.length !== initial.length) return initial
    const isFine = shares.every((one) => typeof one === 'number' && one >= min - 0.01)
    const sum = shares.reduce((all: number, one: number) => all + one, 0)
    return isFine && Math.abs(sum - 100) < 0.5 ? (shares as Shares) : initial
  } catch {
    return initial
  }
}
