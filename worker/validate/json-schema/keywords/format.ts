import type { Keyword } from '../types.ts'

/** Formats that are asserted where the user asks for it (2020-12 validation, 7). Others only describe. */
export const format: Keyword = (site) => {
  const test = Object.hasOwn(formats, String(site.value)) ? formats[String(site.value)] : undefined
  if (test === undefined) return undefined
  const message = `must be a ${String(site.value)}`
  return (value, run) => {
    if (typeof value !== 'string') return true
    run.spend(1 + (value.length >> 4))
    return (value.length <= 2_048 && test(value)) || site.fail(run, message)
  }
}

// No text can be read in two ways by these, so an engine that backtracks finds nothing to go back to.
const date = String.raw`\d{4}-\d\d-\d\d`
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d`
const time = String.raw`${clock}:(?:[0-5]\d|60)(?:\.\d{1,9})?(?:z|[+-]${clock})`
const label = String.raw`[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?`
const hostname = String.raw`${label}(?:\.${label})*`
const atom = "[\\w!#$%&'*+/=?^`{|}~-]+"
const octet = String.raw`(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)`

const isHostname = whole(hostname)
const isMailbox = whole(String.raw`${atom}(?:\.${atom})*@${hostname}`)
const isDateText = whole(date)
const isDateTimeText = whole(`${date}t${time}`)
const uriCharacters = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/

function whole(pattern: string): (text: string) => boolean {
  const regex = new RegExp(`^${pattern}$`, 'i')
  return (text) => regex.test(text)
}

/** Whether the date a text starts with is in the calendar. */
function isDay(text: string): boolean {
  const year = Number(text.slice(0, 4))
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  return day >= 1 && day <= (month === 2 && isLeap(year) ? 29 : (daysOf[month] ?? 0))
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
const daysOf = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** RFC 5321 4.5.3.1: 64 characters before the `@`, 253 after it. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at <= 64 && text.length - at <= 254 && isMailbox(text)
}

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => isDateText(text) && isDay(text),
  time: whole(time),
  'date-time': (text) => isDateTimeText(text) && isDay(text),
  email: isEmail,
  hostname: (text) => text.length <= 253 && isHostname(text),
  ipv4: whole(String.raw`${octet}(?:\.${octet}){3}`),
  ipv6: (text) => /^[\da-f:.]{2,45}$/i.test(text) && URL.canParse(`http://[${text}]/`),
  uri: (text) => uriCharacters.test(text) && /^[a-z][a-z\d+.-]*:/i.test(text) && URL.canParse(text),
  uuid: whole(String.raw`[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}`),
}
