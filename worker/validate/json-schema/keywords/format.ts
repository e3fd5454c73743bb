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

// Nothing here repeats inside a repetition: no backtracking beyond the length of the text.
const dateParts = /^(\d{4})-(\d\d)-(\d\d)$/
const time = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i
const label = /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?$/i
const ipv4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/
const uriCharacters = /^[\w\-.~:/?#[\]@!$&'()*+,;=%]*$/

function isDate(text: string): boolean {
  const [, year, month, day] = dateParts.exec(text) ?? []
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last
}

function isHostname(text: string): boolean {
  return text.length <= 253 && text.split('.').every((part) => label.test(part))
}

function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const isLocal = /^[\w!#$%&'*+/=?^`{|}~.-]{1,64}$/.test(local) && !/^\.|\.\.|\.$/.test(local)
  return at > 0 && isLocal && isHostname(text.slice(at + 1))
}

const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  time: (text) => time.test(text),
  'date-time': (text) =>
    /^t$/i.test(text.charAt(10)) && isDate(text.slice(0, 10)) && time.test(text.slice(11)),
  email: isEmail,
  hostname: isHostname,
  ipv4: (text) => ipv4.test(text),
  ipv6: (text) => /^[\da-f:.]{2,45}$/i.test(text) && URL.canParse(`http://[${text}]/`),
  uri: (text) => uriCharacters.test(text) && /^[a-z][a-z\d+.-]*:/i.test(text) && URL.canParse(text),
  uuid: (text) => /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i.test(text),
}
