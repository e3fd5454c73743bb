import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import {
  type BareItem,
  DisplayString,
  type InnerList,
  type Item,
  parseDictionary,
  parseItem,
  parseList,
  serializeDictionary,
  serializeItem,
  serializeList,
  Token,
} from 'structured-headers'

interface Case {
  readonly name: string
  readonly raw?: readonly string[]
  readonly header_type: 'item' | 'list' | 'dictionary'
  readonly expected?: unknown
  readonly must_fail?: boolean
  readonly can_fail?: boolean
  readonly canonical?: readonly string[]
}

export interface FieldScore {
  readonly total: number
  readonly passed: number
  readonly misses: readonly string[]
}

/** Runs httpwg/structured-field-tests, in `folder`, through the library that reads and writes our fields. */
export function runStructuredFields(folder: string): FieldScore {
  const parsing = cases(folder).map((one) => ({ ...one, passed: parses(one) }))
  const printing = cases(join(folder, 'serialisation-tests')).map((one) => ({
    ...one,
    passed: prints(one),
  }))
  const all = [...parsing, ...printing]
  const misses = all.filter(({ passed }) => !passed).map(({ name }) => name)
  return { total: all.length, passed: all.length - misses.length, misses }
}

function cases(folder: string): Case[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case[])
}

/** Parsing, and what is printed again where the suite says how. */
function parses(one: Case): boolean {
  const text = (one.raw ?? []).join(', ')
  const parsed = attempt(() => parsers[one.header_type](text))
  if (parsed === undefined) return one.must_fail === true || one.can_fail === true
  if (one.must_fail === true) return false
  if (JSON.stringify(plain(parsed.value)) !== JSON.stringify(one.expected)) return false
  const printed = attempt(() => printers[one.header_type](parsed.value))
  return printed?.value === (one.canonical ?? one.raw ?? []).join(', ')
}

function prints(one: Case): boolean {
  const printed = attempt(() => printers[one.header_type](structured(one)))
  if (printed === undefined) return one.must_fail === true
  return one.must_fail !== true && printed.value === (one.canonical ?? []).join(', ')
}

function attempt<T>(work: () => T): { value: T } | undefined {
  try {
    return { value: work() }
  } catch {
    return undefined
  }
}

const parsers = { item: parseItem, list: parseList, dictionary: parseDictionary }
const printers = {
  item: (value: unknown) => serializeItem(value as Item),
  list: (value: unknown) => serializeList(value as Item[]),
  dictionary: (value: unknown) => serializeDictionary(value as Map<string, Item>),
}

/** The library's values → the JSON of the suite. */
function plain(value: unknown): unknown {
  if (value instanceof Map) return [...value].map(([key, item]) => [key, plain(item)])
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Token) return { __type: 'token', value: value.toString() }
  if (value instanceof DisplayString) return { __type: 'displaystring', value: value.toString() }
  if (value instanceof Date) return { __type: 'date', value: value.getTime() / 1_000 }
  if (value instanceof ArrayBuffer)
    return { __type: 'binary', value: base32(new Uint8Array(value)) }
  return value
}

/** The JSON of the suite → the library's values. */
function structured(one: Case): unknown {
  if (one.header_type === 'dictionary') return parameters(one.expected, member)
  return one.header_type === 'list' ? (one.expected as unknown[]).map(member) : member(one.expected)
}

function member(value: unknown): Item | InnerList {
  const [head, rest] = value as [unknown, unknown]
  const own = parameters(rest, bare)
  return Array.isArray(head) ? [head.map((item) => member(item) as Item), own] : [bare(head), own]
}

function parameters<T>(value: unknown, read: (item: unknown) => T): Map<string, T> {
  return new Map((value as [string, unknown][]).map(([key, item]) => [key, read(item)]))
}

function bare(value: unknown): BareItem {
  if (typeof value !== 'object' || value === null) return value as BareItem
  const typed = value as { __type: string; value: string }
  return typed.__type === 'token' ? new Token(typed.value) : new DisplayString(typed.value)
}

/** RFC 4648 section 6, as the suite writes bytes. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const digits = bits.match(/.{1,5}/g) ?? []
  const text = digits.map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
  return text.padEnd(Math.ceil(text.length / 8) * 8, '=')
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
