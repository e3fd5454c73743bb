import { type Focus, type Native, originals } from '../../natives.ts'
import { stepAside } from '../step-aside.ts'

type Text = string | undefined

/**
 * Natives of our own in place of the library's, which answer the same. Those it declares async for the sake of patterns and
 * callbacks are here for text alone, and at once: what is no text is turned away.
 */
export const inStep: ReadonlyMap<string, Native> = new Map([
  ['string', string],
  ['contains', contains as Native],
  ['split', split as Native],
  ['round', round as Native],
])

/** The library writes even a whole number through JSON.stringify with a replacer. */
function string(this: Focus, value: unknown, pretty: unknown = false): unknown {
  if (typeof value === 'boolean' || Number.isInteger(value)) return String(value)
  return originals('string')?.implementation.call(this, value, pretty)
}

function contains(text: Text, part: Text): boolean | undefined {
  return text === undefined || part === undefined ? undefined : text.includes(part)
}

function split(text: Text, separator: Text, limit: number | undefined): string[] | undefined {
  if (text === undefined) return undefined
  if (separator === undefined || (limit !== undefined && limit < 0)) return stepAside()
  return limit === undefined || limit > 0 ? text.split(separator, limit) : []
}

const powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000]

/**
 * The library shifts the decimal point by way of text. Where the fraction is not near a half, multiplying rounds to the
 * same whole number: below 2^31 both are off by less than 10^-6. Dividing by a power of ten that is exact rounds as
 * reading the text does.
 */
function round(
  this: Focus,
  value: number | undefined,
  precision: number | undefined,
): number | undefined {
  const power = powers[precision ?? 0]
  const shifted = value === undefined || power === undefined ? NaN : value * power
  const fraction = Math.abs(shifted - Math.trunc(shifted))
  const isClear = Math.abs(shifted) < 2 ** 31 && Math.abs(fraction - 0.5) > 1e-6
  if (isClear && power !== undefined)
    return power === 1 ? Math.round(shifted) : Math.round(shifted) / power + 0
  return originals('round')?.implementation.call(this, value, precision) as number | undefined
}
