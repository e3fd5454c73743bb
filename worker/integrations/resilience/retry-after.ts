/**
 * How long Retry-After asks to wait (RFC 9110 10.2.3): seconds or an HTTP-date. Undefined when it says nothing
 * that can be read. Unit: ms.
 */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null) return undefined
  const text = value.trim()
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1_000
  if (!httpDate.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : Math.max(0, at - now)
}

/** The three forms of RFC 9110 5.6.7 begin with the day of the week; most else that Date.parse takes does not. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/
