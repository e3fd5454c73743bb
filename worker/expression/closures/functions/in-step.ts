import type { Native } from '../../natives.ts'
import { stepAside } from '../step-aside.ts'

type Text = string | undefined

/**
 * Natives that the library declares async for the sake of patterns and callbacks: here for text alone,
 * and at once. What is no text is turned away.
 */
export const inStep: ReadonlyMap<string, Native> = new Map([
  ['contains', contains as Native],
  ['split', split as Native],
  ['replace', replace as Native],
])

function contains(text: Text, part: Text): boolean | undefined {
  return text === undefined || part === undefined ? undefined : text.includes(part)
}

function split(text: Text, separator: Text, limit: number | undefined): string[] | undefined {
  if (text === undefined) return undefined
  if (separator === undefined || isNegative(limit)) return stepAside()
  return limit === undefined || limit > 0 ? text.split(separator, limit) : []
}

// oxlint-disable-next-line max-params -- the arguments of $replace
function replace(text: Text, part: Text, by: Text, limit: number | undefined): Text {
  if (text === undefined) return undefined
  if (part === undefined || part === '' || isNegative(limit)) return stepAside()
  let replaced = ''
  let from = 0
  for (let count = 0; limit === undefined || count < limit; count += 1) {
    const at = text.indexOf(part, from)
    if (at === -1) break
    replaced += text.slice(from, at) + String(by)
    from = at + part.length
  }
  return replaced + text.slice(from)
}

function isNegative(limit: number | undefined): boolean {
  return limit !== undefined && limit < 0
}
