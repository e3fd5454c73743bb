import { type Focus, type Native, originals } from '../../natives.ts'
import { stepAside } from '../step-aside.ts'

type Text = string | undefined

/**
 * Natives of our own in place of the library's. Those it declares async for the sake of patterns and
 * callbacks are here for text alone, and at once: what is no text is turned away.
 */
export const inStep: ReadonlyMap<string, Native> = new Map([
  ['string', string],
  ['contains', contains as Native],
  ['split', split as Native],
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
