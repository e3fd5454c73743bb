import type { Translate } from '../i18n/index.ts'
import type { FieldSchema } from './schema.ts'

/** Label of a field: the title of its schema in the reader's language. A kind of a newer server shows its own. */
export function labelOf(t: Translate, schema: FieldSchema, name: string): string {
  const title = schema.title ?? name
  return known(t(`builder.titles.${title}`)) ?? title
}

/** Fields share titles, so a hint in the reader's language stands only where the schema has one. */
export function hintOf(t: Translate, schema: FieldSchema): string | undefined {
  if (schema.description === undefined || schema.title === undefined) return schema.description
  return known(t(`builder.hints.${schema.title}`)) ?? schema.description
}

export function optionLabel(t: Translate, value: string): string {
  return known(t(`builder.options.${value}`)) ?? value
}

const known = (text: unknown): string | undefined => (typeof text === 'string' ? text : undefined)
