import type { RequestContext } from '../context.ts'
import { parseExactJson } from '../lib/exact-json.ts'
import { scanJson } from '../lib/json-scan.ts'
import { stringifyJson } from '../lib/stringify-json.ts'
import { maxAnswerNodes, maxJsonDepth } from '../limits.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import { type RecordFormat, recordFormats } from './record-formats.ts'
import type { CompiledTransformation } from './types.ts'

/** Characters of one record, in and out. */
export const maxRecordChars = 1_048_576

/**
 * A body of records, each transformed by itself. Reads only as fast as it is read, and holds one record. A record that
 * fails ends the stream with a record that says why, and what comes after is not read.
 */
export function transformRecords(
  body: ReadableStream<Uint8Array>,
  format: RecordFormat,
  rules: readonly CompiledTransformation[],
  ctx: RequestContext,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const pump = new Pump(reader, format, (document) => applyAll(rules, document, ctx))
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const text = await pump.next()
        if (text !== '') controller.enqueue(encoder.encode(text))
        if (pump.isDone) controller.close()
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

type Apply = (document: unknown) => Promise<readonly unknown[] | Rejection>

async function applyAll(
  rules: readonly CompiledTransformation[],
  document: unknown,
  ctx: RequestContext,
): Promise<readonly unknown[] | Rejection> {
  let records: readonly unknown[] = [document]
  for (const rule of rules) {
    if (records.length === 0) return records
    // oxlint-disable-next-line no-await-in-loop -- a rule sees what the one before left
    const result = await rule.applyRecord(records[0], ctx)
    if (isRejection(result)) return result
    ;({ records } = result)
  }
  return records
}

class Pump {
  isDone = false
  private count = 0
  private buffered = ''
  private hasEnded = false
  private readonly decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>
  private readonly format: RecordFormat
  private readonly apply: Apply

  constructor(reader: ReadableStreamDefaultReader<Uint8Array>, format: RecordFormat, apply: Apply) {
    this.reader = reader
    this.format = format
    this.apply = apply
  }

  /** The next record that leaves; empty only at the end. Rejects when the body breaks off. */
  async next(): Promise<string> {
    const format = recordFormats[this.format]
    while (!this.isDone) {
      const found = format.cut(this.buffered, this.hasEnded)
      if (found === undefined) {
        if (this.buffered.length > maxRecordChars) return this.fail(tooLarge)
        // oxlint-disable-next-line no-await-in-loop -- one chunk at a time is the point
        if (!this.hasEnded && !(await this.read())) return this.fail(notUtf8)
        if (this.hasEnded && this.buffered === '') this.isDone = true
        continue
      }
      this.buffered = this.buffered.slice(found.length)
      // oxlint-disable-next-line no-await-in-loop -- records leave in order
      const text = await this.transformed(found)
      if (text !== '') return text
    }
    return ''
  }

  private async read(): Promise<boolean> {
    const { done, value } = await this.reader.read()
    try {
      this.buffered += this.decoder.decode(value, { stream: !done })
    } catch {
      return false
    }
    this.hasEnded = done
    return true
  }

  private async transformed(source: string): Promise<string> {
    const format = recordFormats[this.format]
    const record = format.read(source)
    if ('passed' in record) return record.passed
    this.count += 1
    if (source.length > maxRecordChars) return this.fail(tooLarge)
    const document = parse(record.data, record.mayBeText)
    if (document === undefined) return this.fail(notJson)
    const result = await this.apply(document.value)
    if (isRejection(result)) return this.fail(result)
    const written = result.map((value) => stringifyJson(value, limits))
    if (written.includes(undefined)) return this.fail(tooLarge)
    return written.map((text) => record.write(text ?? 'null')).join('')
  }

  private async fail(why: Rejection): Promise<string> {
    this.isDone = true
    await this.reader.cancel(why.detail)
    const message = why.detail ?? 'The record could not be transformed'
    const error = { code: why.code, message, record: Math.max(1, this.count) }
    return recordFormats[this.format].error(JSON.stringify({ error }))
  }
}

const limits = { maxChars: maxRecordChars, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth }

const failed = (detail: string) => Object.freeze(reject('transformation_failed', { detail }))
const tooLarge = failed('A record is too large or nests too deep')
const notUtf8 = failed('The records are not valid UTF-8')
const notJson = failed('A record is not JSON')

function parse(source: string, mayBeText: boolean): { readonly value: unknown } | undefined {
  const scan = scanJson(source, maxJsonDepth)
  if (scan === undefined) return undefined
  try {
    return { value: parseExactJson(source, scan) }
  } catch {
    return mayBeText ? { value: source } : undefined
  }
}
