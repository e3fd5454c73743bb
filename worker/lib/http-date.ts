const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const time = String.raw`(\d{2}):(\d{2}):(\d{2})`
const fixed = new RegExp(String.raw`^[a-z]{3}, (\d{2}) ([a-z]{3}) (\d{4}) ${time} gmt$`, 'i')
const rfc850 = new RegExp(String.raw`^[a-z]{6,9}, (\d{2})-([a-z]{3})-(\d{2}) ${time} gmt$`, 'i')
const asctime = new RegExp(String.raw`^[a-z]{3} ([a-z]{3}) ([ \d]\d) ${time} (\d{4})$`, 'i')

/**
 * An HTTP-date in any of its three forms (RFC 9110 5.6.7), letters in any case, as milliseconds since the epoch;
 * undefined for everything else. `now` decides the century of a year with two digits.
 */
export function parseHttpDate(text: string, now: number): number | undefined {
  const match = fixed.exec(text)
  if (match) return instant(match.slice(1))
  const old = rfc850.exec(text)
  if (old) {
    const [day, month, year, ...clock] = old.slice(1)
    return instant([day, month, String(fullYear(Number(year), now)), ...clock])
  }
  const classic = asctime.exec(text)
  if (classic === null) return undefined
  const [month, day, hour, minute, second, year] = classic.slice(1)
  return instant([day, month, year, hour, minute, second])
}

function instant(parts: readonly (string | undefined)[]): number | undefined {
  const [day, month = '', year, hour, minute, second] = parts
  const at = months.indexOf(month.toLowerCase())
  if (at === -1) return undefined
  return Date.UTC(Number(year), at, Number(day), Number(hour), Number(minute), Number(second))
}

/** More than 50 years ahead means the past (RFC 9110 5.6.7). */
function fullYear(year: number, now: number): number {
  const current = new Date(now).getUTCFullYear()
  const guess = current - (current % 100) + year
  return guess > current + 50 ? guess - 100 : guess
}
