import type { JsonScan } from './json-scan.ts'

/** Texts of numbers that lost digits when they were read, by the object or list they stand in. */
const sources = new WeakMap<object, Map<string, string>>()
let areThereAny = false

/** JSON.parse whose numbers leave again with all their digits, where nothing replaced them. Throws SyntaxError. */
export function parseExactJson(
  text: string,
  { hasLongNumbers }: Pick<JsonScan, 'hasLongNumbers'>,
): unknown {
  if (!hasLongNumbers) return JSON.parse(text) as unknown
  return parseWithSource(text, function note(this: object, key, value, { source }) {
    if (typeof value === 'number' && source !== undefined && losesDigits(source, value))
      sourcesOf(this).set(key, source)
    return value
  })
}

type Reviver = (this: object, key: string, value: unknown, context: { source?: string }) => unknown

/** ECMA-262 (JSON.parse source text access): the types of TypeScript do not have it yet. */
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown }

function losesDigits(source: string, value: number): boolean {
  if (String(value) === source) return false
  const [mantissa = ''] = source.split(/e/i)
  const digits = mantissa.replaceAll(/[-.]/g, '').replace(/^0+/, '')
  return digits.length > 15 || !Number.isFinite(value) || (value === 0 && digits !== '')
}

function sourcesOf(container: object): Map<string, string> {
  areThereAny = true
  const known = sources.get(container) ?? new Map<string, string>()
  sources.set(container, known)
  return known
}

/** Whether an object or list has such numbers itself. */
export function hasSources(container: object): boolean {
  return areThereAny && sources.has(container)
}

/** Lets the numbers of a copy leave as those of the original do, where they are still the same. */
export function keepSources<T extends object>(from: object, to: T): T {
  const known = areThereAny ? sources.get(from) : undefined
  if (known !== undefined) sources.set(to, known)
  return to
}

/** A replacer of JSON.stringify that writes numbers as they were read. */
export function writeSource(this: object, key: string, value: unknown): unknown {
  if (typeof value !== 'number') return value
  // oxlint-disable-next-line oxc/no-this-in-exported-function -- JSON.stringify gives the holder as this
  const source = sources.get(this)?.get(key)
  return source !== undefined && Object.is(Number(source), value) ? rawJSON(source) : value
}
