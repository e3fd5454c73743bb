import type { Translate } from '../i18n/index.ts'
import type { FieldSchema } from './schema.ts'

/** Label of a field: the title of its schema in the reader's language. A kind of a newer server shows its own. */
export function labelOf(t: Translate, schema: FieldSchema, name: string): string {
  const title = schema.title ?? name
  return known(t(`builder.titles.${title}`)) ?? title
}

export function hintOf(t: Translate, schema: FieldSchema): string | undefined {
  const own = schema.title === undefined ? undefined : known(t(`builder.hints.${schema.title}`))
  return own ?? schema.description
}

export function optionLabel(t: Translate, value: string): string {
  return known(t(`builder.options.${value}`)) ?? value
}

const known = (text: unknown): string | undefined => (typeof text === 'string' ? text : undefined)
