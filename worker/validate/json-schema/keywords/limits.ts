import type { Keyword, Site } from '../types.ts'
import type { Run } from '../run.ts'

/** A keyword that limits a count: `size` answers undefined for values it does not speak of. */
export function limit(
  isMaximum: boolean,
  unit: string,
  size: (value: unknown, run: Run, bound: number) => number | undefined,
): Keyword {
  return (site) => {
    const bound = countOf(site)
    const message = `must have at ${isMaximum ? 'most' : 'least'} ${bound} ${unit}`
    return (value, run) => {
      const count = size(value, run, bound)
      if (count === undefined || (isMaximum ? count <= bound : count >= bound)) return true
      return site.fail(run, message)
    }
  }
}

export function countOf(site: Site): number {
  const { value } = site
  const isCount = typeof value === 'number' && Number.isInteger(value) && value >= 0
  return isCount ? value : site.fault('Write an integer of 0 or more')
}
