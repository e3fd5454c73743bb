import { isRecord } from '#contract/is-record.ts'

const MOST_PATHS = 300
const DEEPEST = 6
/** Lists are told by their first items. */
const MOST_ITEMS = 20

/** Paths that exist in a value, as JSONata writes them: through lists without an index, odd names in back quotes. */
export function samplePaths(value: unknown, root: string): string[] {
  const paths = new Set<string>()
  collect(value, root, { paths, depth: 0 })
  return [...paths]
}

/** Names of members anywhere in a value: inside brackets and predicates they stand alone. */
export function sampleNames(value: unknown): string[] {
  const last = (path: string) => /(?:`[^`]*`|[^.`]+)$/.exec(path)?.[0] ?? path
  return [...new Set(samplePaths(value, '').map(last))]
}

/** A name as a step of a path. One with a back quote in it cannot be written so. */
export function pathStep(name: string): string | undefined {
  const isPlain = /^[A-Za-z_]\w*$/.test(name) && !['and', 'or', 'in', 'function'].includes(name)
  if (isPlain) return name
  return name === '' || name.includes('`') ? undefined : `\`${name}\``
}

interface Collection {
  readonly paths: Set<string>
  readonly depth: number
}

function collect(value: unknown, path: string, { paths, depth }: Collection): void {
  if (depth > DEEPEST || paths.size >= MOST_PATHS) return
  if (Array.isArray(value)) {
    for (const item of value.slice(0, MOST_ITEMS)) collect(item, path, { paths, depth: depth + 1 })
    return
  }
  if (!isRecord(value)) return
  for (const [name, member] of Object.entries(value)) {
    const step = pathStep(name)
    if (step === undefined || paths.size >= MOST_PATHS) continue
    const below = path === '' ? step : `${path}.${step}`
    paths.add(below)
    collect(member, below, { paths, depth: depth + 1 })
  }
}
