/** Figures of a list of numbers. Without any: 0 for a sum and a count, else null. */
export const figures = {
  count: (numbers: readonly number[]) => numbers.length,
  sum,
  avg: (numbers: readonly number[]) =>
    numbers.length === 0 ? null : sum(numbers) / numbers.length,
  min: (numbers: readonly number[]) => extreme(numbers, Math.min),
  max: (numbers: readonly number[]) => extreme(numbers, Math.max),
} as const

/** Linear between the neighbours of the rank, as PERCENTILE.INC of spreadsheets. */
export function percentileOf(numbers: readonly number[], percent: number): number | null {
  const sorted = numbers.toSorted((a, b) => a - b)
  const rank = ((sorted.length - 1) * percent) / 100
  const below = sorted[Math.floor(rank)]
  const above = sorted[Math.ceil(rank)]
  if (below === undefined || above === undefined) return null
  return below + (above - below) * (rank - Math.floor(rank))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}

function extreme(numbers: readonly number[], choose: (a: number, b: number) => number) {
  const [first, ...rest] = numbers
  return first === undefined ? null : rest.reduce((best, one) => choose(best, one), first)
}
