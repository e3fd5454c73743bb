import type { JSX } from 'solid-js'

import type { JsonSchema } from '#contract/validation.ts'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import { SchemaBlock } from './schema-block.tsx'
import { sampleOf } from './test-samples.ts'
import {
  methodOf,
  parametersOf,
  partPointer,
  partValue,
  schemaPointer,
  starterSchema,
  unavailable,
  type ValidationPart,
} from './validation-parts.ts'

const textParts: ReadonlySet<ValidationPart> = new Set(['params', 'query', 'headers'])

interface SchemaPartProps {
  readonly part: ValidationPart
  /** Other settings of the part, shown while it has a schema. */
  readonly children?: JSX.Element
}

/** One part of a request, or the answer, with its schema. */
export function SchemaPart(props: SchemaPartProps) {
  const { t } = useI18n()
  const form = useForm()
  const { store, test } = useBuilder()
  const config = () => form.get('')
  const pointer = () => schemaPointer(props.part)
  const hasSchema = () => form.get(partPointer(props.part)) !== undefined
  const reason = () => (hasSchema() ? undefined : unavailable(props.part, config()))
  const write = (schema: JsonSchema) => {
    if (hasSchema()) form.set(pointer(), schema)
    else form.set(partPointer(props.part), partValue(props.part, schema))
  }
  return (
    <SchemaBlock
      heading="h2"
      title={t(`builder.validation.part.${props.part}`)}
      about={t(`builder.validation.${reason() ?? (`about.${props.part}` as const)}`, {
        method: methodOf(config()),
      })}
      pointer={pointer()}
      hasSchema={hasSchema()}
      canHave={reason() === undefined}
      names={props.part === 'params' ? parametersOf(config()) : []}
      starter={() => starterSchema(props.part, config())}
      onWrite={write}
      onRemove={() => form.set(partPointer(props.part), undefined)}
      infer={() => ({
        sample: sampleOf(props.part, test, store.draft().value),
        origin: t(
          `builder.validation.infer.${props.part === 'response' ? 'fromAnswer' : 'fromRequest'}`,
        ),
        isOfTexts: textParts.has(props.part),
      })}
    >
      {props.children}
    </SchemaBlock>
  )
}
