/** The middle value; the mean of the two middle values of an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}

/** A ratio of paired bursts: its median, its extremes, and the 95 % confidence interval of the median. */
export interface Spread {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly low95: number
  readonly high95: number
}

/** Bootstrap over the pairs, with a fixed seed: the same bursts give the same interval. */
export function spread(ratios: readonly number[], resamples = 2_000): Spread {
  const random = mulberry32(1)
  const medians = Array.from({ length: resamples }, () =>
    median(ratios.map(() => ratios[Math.floor(random() * ratios.length)] ?? Number.NaN)),
  ).sort((a, b) => a - b)
  return {
    median: median(ratios),
    min: Math.min(...ratios),
    max: Math.max(...ratios),
    low95: medians[Math.floor(resamples * 0.025)] ?? Number.NaN,
    high95: medians[Math.floor(resamples * 0.975)] ?? Number.NaN,
  }
}

function mulberry32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
