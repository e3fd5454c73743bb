/** One record of a stream: what of it is transformed, and how what comes of that is written. */
type Record =
  | { readonly passed: string }
  | {
      readonly data: string
      /** Data that is no JSON is text. */
      readonly mayBeText: boolean
      write(json: string): string
    }

interface Format {
  /** The text of the first record, its end included. Undefined: more is needed. */
  cut(buffered: string, hasEnded: boolean): string | undefined
  read(source: string): Record
  error(json: string): string
}

export type RecordFormat = 'lines' | 'events'

/** Of a content type; undefined when it has no records. */
export function recordFormatOf(contentType: string | null): RecordFormat | undefined {
  const type = /^\s*([^;\s]+)/.exec(contentType ?? '')?.[1]?.toLowerCase() ?? ''
  if (type === 'text/event-stream') return 'events'
  return /^application\/(x-ndjson|ndjson|jsonl|x-jsonlines)$/.test(type) ? 'lines' : undefined
}

/** JSON Lines: a record is a line; empty ones are left out. */
const lines: Format = {
  cut(buffered, hasEnded) {
    const end = buffered.indexOf('\n')
    if (end !== -1) return buffered.slice(0, end + 1)
    return hasEnded && buffered !== '' ? buffered : undefined
  },
  read: (source) =>
    source.trim() === ''
      ? { passed: '' }
      : { data: source, mayBeText: false, write: (json) => `${json}\n` },
  error: (json) => `${json}\n`,
}

/** Server-sent events: a record is the data of an event; its other fields, comments and `[DONE]` stay. */
const events: Format = {
  cut(buffered, hasEnded) {
    const end = /\r\n\r\n|\n\n|\r\r/.exec(buffered)
    if (end !== null) return buffered.slice(0, end.index + end[0].length)
    return hasEnded && buffered !== '' ? buffered : undefined
  },
  read(source) {
    const fields = source.split(/\r\n|\n|\r/).filter((line) => line !== '')
    const isData = (line: string) => /^data(:|$)/.test(line)
    const data = fields
      .filter(isData)
      .map((line) => line.replace(/^data:? ?/, ''))
      .join('\n')
    if (!fields.some(isData) || data === '[DONE]') return { passed: source }
    const others = fields.filter((line) => !isData(line)).map((line) => `${line}\n`)
    return { data, mayBeText: true, write: (json) => `${others.join('')}data: ${json}\n\n` }
  },
  error: (json) => `event: error\ndata: ${json}\n\n`,
}

export const recordFormats: Readonly<{ [Name in RecordFormat]: Format }> = { lines, events }
