import { isRecord } from '#contract/is-record.ts'

const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/**
 * Parameters and headers are text. A member that is a number in every sample, or a boolean in every one, is
 * read as such, because the gateway reads text as the type its schema declares. Others stay text.
 */
export function readTexts(samples: readonly unknown[]): unknown[] {
  const objects = samples.filter(isRecord)
  const readers = new Map(
    objects
      .flatMap((object) => Object.keys(object))
      .map((name) => [name, readerOf(objects.map((object) => object[name]))]),
  )
  return samples.map((sample) =>
    isRecord(sample)
      ? Object.fromEntries(
          Object.entries(sample).map(([name, value]) => [name, readers.get(name)?.(value)]),
        )
      : sample,
  )
}

type Reader = (value: unknown) => unknown

function readerOf(values: readonly unknown[]): Reader {
  const present = values.filter((value) => value !== undefined)
  if (present.every(isNumberText)) return Number
  if (present.every((value) => value === 'true' || value === 'false'))
    return (value) => value === 'true'
  return (value) => value
}

/** Not what a number would lose digits of, such as the 20 digits of an order. */
function isNumberText(value: unknown): boolean {
  if (typeof value !== 'string' || !jsonNumber.test(value)) return false
  return /[.eE]/.test(value) ? Number.isFinite(Number(value)) : Number.isSafeInteger(Number(value))
}
