import { parseArgs } from 'node:util'

import type { Rounds } from './compare.ts'

export interface Options {
  readonly quick: boolean
  /** Names of cases or peers to measure; undefined: all. */
  readonly only: readonly string[] | undefined
  readonly jsonFile: string | undefined
  readonly help: boolean
  readonly pairs: number | undefined
}

export const usage = `npm run bench -- [options]
  --quick          short rounds: the whole table in a few minutes
  --only A,B       only the rows of these cases (or case:peer), such as passthrough:hono-proxy
  --pairs N        pairs of bursts per row
  --json FILE      also write the result as JSON
`

export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      pairs: { type: 'string' },
      json: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  return {
    quick: values.quick,
    only: values.only?.split(',').map((name) => name.trim()),
    jsonFile: values.json,
    help: values.help,
    pairs: values.pairs === undefined ? undefined : Math.max(1, Number.parseInt(values.pairs, 10)),
  }
}

/** Yardsticks differ by factors, so a third of the pairs tells as much. */
export function roundsOf(options: Options, yardstick: boolean): Rounds {
  const usual = options.quick ? 8 : 30
  const pairs = options.pairs ?? (yardstick ? Math.ceil(usual / 3) : usual)
  const instances = Math.min(pairs, options.quick ? 2 : 5)
  return options.quick
    ? { pairs, instances, burstSeconds: 1, warmUpSeconds: 2, retries: 0 }
    : { pairs, instances, burstSeconds: 2, warmUpSeconds: 4, retries: 2 }
}
