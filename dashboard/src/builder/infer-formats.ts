/** Longer texts the gateway does not take for any format. */
const LONGEST = 2_048

const dateParts = /^(\d{4})-(\d\d)-(\d\d)$/
const time = /^([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/
const label = String.raw`[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?`
const email = new RegExp(String.raw`^[\w+-]+(?:\.[\w+-]+)*@(?:${label}\.)+${label}$`, 'i')
const uuid = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i
const ipv4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/
const ipv6 = /^(?=.*:.*:)[\da-f:.]{2,45}$/i
const uri = /^[a-z][a-z\d+.-]*:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i

/**
 * Formats told from samples. Each takes only texts that the gateway takes for it as well, and is narrow where
 * a guess could be wrong: `note:a` is no `uri`, and `localhost` no `hostname`.
 */
const formats: Readonly<Record<string, (text: string) => boolean>> = {
  date: isDate,
  'date-time': (text) =>
    text.charAt(10) === 'T' && isDate(text.slice(0, 10)) && time.test(text.slice(11)),
  uuid: (text) => uuid.test(text),
  email: (text) => isShortLocal(text) && email.test(text),
  ipv4: (text) => ipv4.test(text),
  ipv6: (text) => ipv6.test(text) && URL.canParse(`http://[${text}]/`),
  uri: (text) => uri.test(text) && URL.canParse(text),
}

/** The format that all the texts have, if there is one. */
export function formatOf(texts: readonly string[]): string | undefined {
  if (texts.length === 0 || texts.some((text) => text.length > LONGEST)) return undefined
  return Object.keys(formats).find((name) => texts.every((text) => formats[name]?.(text) === true))
}

function isDate(text: string): boolean {
  const [, year, month, day] = dateParts.exec(text) ?? []
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= last
}

/** RFC 5321 4.5.3.1: 64 before the @, 255 after it. */
function isShortLocal(text: string): boolean {
  const at = text.lastIndexOf('@')
  return at >= 1 && at <= 64 && text.length - at - 1 <= 253
}
