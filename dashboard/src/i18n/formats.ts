export interface Formats {
  number(value: number): string
  /** 24 Nov 2026, 14:03:20 with the zone: for titles. */
  dateTime(iso: string): string
  date(iso: string): string
  /** 14:03 */
  time(iso: string): string
  /** "3 minutes ago"; beyond 30 days the date. */
  relative(iso: string, nowMs?: number): string
  durationMs(value: number): string
  bytes(value: number): string
}

const steps = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
] as const

/** Formats that follow the locale, which is read on every call so the page switches at once. */
export function formatsOf(locale: () => string): Formats {
  const date = (iso: string) =>
    new Intl.DateTimeFormat(locale(), { dateStyle: 'medium' }).format(new Date(iso))
  return {
    number: (value) => new Intl.NumberFormat(locale()).format(value),
    dateTime: (iso) =>
      new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'long' }).format(
        new Date(iso),
      ),
    date,
    time: (iso) => new Intl.DateTimeFormat(locale(), { timeStyle: 'short' }).format(new Date(iso)),
    relative: (iso, nowMs = Date.now()) => relative(locale(), Date.parse(iso) - nowMs) ?? date(iso),
    durationMs: (value) => duration(locale(), value),
    bytes: (value) => bytes(locale(), value),
  }
}

function relative(locale: string, differenceMs: number): string | undefined {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  let value = differenceMs / 1_000
  for (const [unit, size] of steps) {
    if (Math.abs(value) < size) return format.format(Math.trunc(value), unit)
    value /= size
  }
  return undefined
}

function duration(locale: string, valueMs: number): string {
  const inSeconds = valueMs >= 1_000
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: inSeconds ? 'second' : 'millisecond',
    maximumFractionDigits: inSeconds || valueMs < 10 ? 1 : 0,
  }).format(inSeconds ? valueMs / 1_000 : valueMs)
}

function bytes(locale: string, value: number): string {
  const [unit, size] =
    value < 1_000
      ? (['byte', 1] as const)
      : value < 1_000_000
        ? (['kilobyte', 1_000] as const)
        : (['megabyte', 1_000_000] as const)
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    // Short writes "27 byte" in English; narrow writes 27B and 27 o.
    unitDisplay: value < 1_000 ? 'narrow' : 'short',
    maximumFractionDigits: 1,
  }).format(value / size)
}
