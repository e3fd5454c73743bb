import type { Change } from '#contract/diff.ts'

import { labelOf } from '../form/words.ts'
import type { FieldSchema } from '../form/schema.ts'
import type { I18n } from '../i18n/index.ts'
import { configSchema } from './config-schema.ts'

export interface ChangeWords {
  /** "Integration orders: Timeout". */
  readonly subject: string
  readonly before: string | undefined
  readonly after: string | undefined
}

const LONGEST = 120

/** A change in the reader's words: fields by their labels, values with their units. */
export function changeWords(change: Change, { t, format }: I18n): ChangeWords {
  const names: string[] = []
  let schema = schemaOfSubject(change)
  for (const name of change.field) {
    const member: FieldSchema | undefined = schema?.properties?.[name]
    // The name of a header or a step is said as it is.
    names.push(member === undefined ? name : labelOf(t, member, name))
    schema = member
  }
  const { subject } = change
  const owner =
    subject === undefined ? '' : `${t(`builder.review.subject.${subject.list}`)} ${subject.id}`
  const unit = schema?.unit
  const show = (value: unknown) => {
    if (value === undefined || change.field.length === 0) return undefined
    if (typeof value === 'number' && unit === 'ms') return format.durationMs(value)
    if (typeof value === 'number' && unit === 'bytes') return format.bytes(value)
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text === '' ? '""' : text
  }
  return {
    subject: [owner, names.join(' › ')].filter((part) => part !== '').join(': '),
    before: show(change.before),
    after: show(change.after),
  }
}

function schemaOfSubject(change: Change): FieldSchema | undefined {
  if (change.subject === undefined) return configSchema
  const items = configSchema.properties?.[change.subject.list]?.items
  return firstShape(items)
}

/** The first of several shapes, which may be several again. */
function firstShape(schema: FieldSchema | undefined): FieldSchema | undefined {
  const [first] = schema?.oneOf ?? schema?.anyOf ?? []
  return first === undefined ? schema : firstShape(first)
}
