import type { Keyword, Site } from '../types.ts'

/** Limits of numbers (2020-12 validation, 6.2). */
export const numbers: Readonly<Record<string, Keyword>> = {
  maximum: compare((value, limit) => value <= limit, 'must be at most'),
  exclusiveMaximum: compare((value, limit) => value < limit, 'must be less than'),
  minimum: compare((value, limit) => value >= limit, 'must be at least'),
  exclusiveMinimum: compare((value, limit) => value > limit, 'must be more than'),
  multipleOf: (site) => {
    const factor = numberOf(site)
    if (factor <= 0) site.fault('Write a number above 0')
    return (value, run) =>
      typeof value !== 'number' ||
      isMultiple(value, factor) ||
      site.fail(run, `must be a multiple of ${factor}`)
  },
}

function compare(holds: (value: number, limit: number) => boolean, words: string): Keyword {
  return (site) => {
    const limit = numberOf(site)
    const message = `${words} ${limit}`
    return (value, run) =>
      typeof value !== 'number' || holds(value, limit) || site.fail(run, message)
  }
}

function numberOf(site: Site): number {
  return typeof site.value === 'number' ? site.value : site.fault('Write a number')
}

/** Exact for decimals: 0.0075 is a multiple of 0.0001, though its quotient is 74.99999999999999. */
function isMultiple(value: number, factor: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(factor)) return value % factor === 0
  const a = decimal(value)
  const b = decimal(factor)
  const exponent = Math.min(a.exponent, b.exponent)
  const scaled = (part: Decimal) => part.digits * 10n ** BigInt(part.exponent - exponent)
  return scaled(a) % scaled(b) === 0n
}

interface Decimal {
  readonly digits: bigint
  readonly exponent: number
}

function decimal(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = String(value).split('e')
  const [whole = '', fraction = ''] = mantissa.split('.')
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length }
}
