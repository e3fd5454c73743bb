import type * as z from 'zod'

import { fieldsForeignToWebhooks } from '#contract/integration-webhook.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import type { Issue } from '#contract/problem.ts'

/** zod's findings as issues: where, a stable code, and what to write instead. */
export function shapeIssues(error: z.ZodError, input: unknown): Issue[] {
  return error.issues.flatMap((found) => fromZod(found, input))
}

type Found = z.core.$ZodIssue

function fromZod(found: Found, input: unknown): Issue[] {
  const pointer = pointerTo(...found.path)
  if (found.code === 'unrecognized_keys') {
    return found.keys.map((key) => ({
      pointer: pointer + pointerTo(key),
      ...unknownField(key, valueAt(input, found.path)),
    }))
  }
  if (found.code === 'invalid_key') {
    const text = found.issues[0]?.message ?? ''
    const message = text.startsWith('Invalid') ? 'Write a name of letters, digits and _' : text
    return [{ pointer, code: 'invalid_name', message }]
  }
  if (valueAt(input, found.path) === undefined) {
    return [
      { pointer, code: 'required', message: `Add ${fieldName(found)}: ${expectation(found)}` },
    ]
  }
  return [{ pointer, code: codes[found.code] ?? 'invalid_value', message: sentence(found) }]
}

/** A field that other kinds have is no slip of the pen: what stands in its place is said. */
function unknownField(key: string, holder: unknown): Pick<Issue, 'code' | 'message'> {
  const foreign = valueAt(holder, ['type']) === 'webhook' ? fieldsForeignToWebhooks[key] : undefined
  return foreign === undefined
    ? { code: 'unknown_field', message: `There is no field ${key}; remove it or correct its name` }
    : { code: 'unsupported_field', message: foreign }
}

const codes: Readonly<Partial<Record<Found['code'], string>>> = {
  invalid_type: 'wrong_type',
  invalid_value: 'unknown_value',
  invalid_union: 'unknown_value',
  invalid_format: 'invalid_format',
  too_small: 'too_small',
  too_big: 'too_large',
}

function sentence(found: Found): string {
  // A sentence of the contract says it best: "Write a media type such as application/json".
  if (found.code === 'invalid_format' && !found.message.startsWith('Invalid')) {
    return found.message
  }
  return capital(expectation(found))
}

/** What to write, as the rest of a sentence. */
function expectation(found: Found): string {
  switch (found.code) {
    case 'invalid_type':
      return `write ${article(found.expected)}`
    case 'invalid_value':
      return `write one of: ${found.values.map(String).join(', ')}`
    case 'invalid_union':
      return `write one of: ${unionOptions(found)}`
    case 'too_small':
      return `write ${measure(found.origin, found.minimum, 'at least')}`
    case 'too_big':
      return `write ${measure(found.origin, found.maximum, 'at most')}`
    case 'invalid_format':
      return found.message.startsWith('Invalid')
        ? `write a text that matches ${found.pattern ?? found.format}`
        : lower(found.message)
    default:
      return lower(found.message)
  }
}

function measure(origin: string, limit: number | bigint, relation: string): string {
  if (origin === 'string') return `${relation} ${limit} characters`
  if (origin === 'array' || origin === 'set') return `${relation} ${limit} items`
  return `a number of ${relation} ${limit}`
}

function unionOptions(found: Extract<Found, { code: 'invalid_union' }>): string {
  if ('options' in found && Array.isArray(found.options))
    return found.options.map(String).join(', ')
  const values = found.errors
    .flat()
    .flatMap((inner) => (inner.code === 'invalid_value' ? inner.values : []))
  if (values.length > 0) return [...new Set(values.map(String))].join(', ')
  const types = found.errors
    .flat()
    .flatMap((i) => (i.code === 'invalid_type' ? [article(i.expected)] : []))
  return [...new Set(types)].join(', ') || 'a supported value'
}

const articles: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
}

function article(type: string): string {
  return articles[type] ?? `a value of type ${type}`
}

function fieldName(found: Found): string {
  return String(found.path.at(-1) ?? 'a configuration')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    input,
  )
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
