import { Show } from 'solid-js'

import { caching } from '#contract/caching.ts'

import { useForm } from '../form/form-context.ts'
import { DurationField } from '../form/fields/duration.tsx'
import grid from '../form/form.module.css'
import { SchemaField } from '../form/schema-field.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { isAuthenticated } from './cache-settings.ts'
import { ChoiceField } from './choice-field.tsx'
import { configSchema } from './config-schema.ts'

const CACHE = '/caching'
const members = configSchema.properties?.['caching']?.properties ?? {}
const modes = caching.shape.ttlMode.unwrap().options
const partitions = caching.shape.partition.unwrap().options
const directives = caching.shape.clientDirectives.unwrap().options

const durations = [
  ['ttl', 'ttl'],
  ['negativeTtl', 'negative'],
  ['staleWhileRevalidate', 'swr'],
  ['staleIfError', 'sie'],
] as const

/** How long an answer is used, and who says so. */
export function CacheTimes() {
  const { t } = useI18n()
  const form = useForm()
  const mode = () => modes.find((one) => one === form.get(`${CACHE}/ttlMode`)) ?? 'default'
  const schemaOf = (member: string, words: (typeof durations)[number][1]): FieldSchema => ({
    ...members[member],
    title: t(`builder.cache.${words}`),
    description: t(`builder.cache.${words}Hint`),
  })
  return (
    <>
      <div class={grid['grid']}>
        {durations.map(([member, words]) => (
          <DurationField
            schema={schemaOf(member, words)}
            name={member}
            pointer={`${CACHE}/${member}`}
          />
        ))}
      </div>
      <ChoiceField
        pointer={`${CACHE}/ttlMode`}
        label={t('builder.cache.mode')}
        options={modes.map((value) => ({ value, label: t(`builder.cache.modes.${value}`) }))}
        value={mode()}
        hint={t(`builder.cache.modeHints.${mode()}`)}
      />
    </>
  )
}

/** Who gets the answer that was made for whom. */
export function CachePartition() {
  const { t } = useI18n()
  const form = useForm()
  const chosen = () =>
    partitions.find((one) => one === form.get(`${CACHE}/partition`)) ?? ('auto' as const)
  const isKnown = () => isAuthenticated(form.get(''))
  const hint = () => {
    if (chosen() === 'auto' && isKnown()) return 'autoAuthenticated'
    return chosen() === 'consumer' && !isKnown() ? 'consumerOpen' : chosen()
  }
  return (
    <>
      <ChoiceField
        pointer={`${CACHE}/partition`}
        label={t('builder.cache.partition')}
        options={partitions.map((value) => ({
          value,
          label: t(`builder.cache.partitions.${value}`),
        }))}
        value={chosen()}
        hint={t(`builder.cache.partitionHints.${hint()}`)}
      />
      <Show when={chosen() === 'shared' && isKnown()}>
        <Banner tone="warn" title={t('builder.cache.sharedTitle')}>
          {t('builder.cache.sharedText')}
        </Banner>
      </Show>
      <Show when={chosen() === 'consumer' && !isKnown()}>
        <Banner tone="warn" title={t('builder.cache.openTitle')}>
          {t('builder.cache.openText')}
        </Banner>
      </Show>
    </>
  )
}

/** What else tells answers apart, and whether callers may go around the cache. */
export function CacheKey() {
  const { t } = useI18n()
  const form = useForm()
  const chosen = () =>
    directives.find((one) => one === form.get(`${CACHE}/clientDirectives`)) ?? ('ignore' as const)
  return (
    <>
      <SchemaField
        schema={{
          ...members['key'],
          title: t('builder.cache.key'),
          description: t('builder.cache.keyHint'),
        }}
        name="key"
        pointer={`${CACHE}/key`}
      />
      {(['keyHeaders', 'passHeaders'] as const).map((member) => (
        <SchemaField
          schema={{
            ...members[member],
            title: t(`builder.cache.${member}`),
            description: t(`builder.cache.${member}Hint`),
          }}
          name={member}
          pointer={`${CACHE}/${member}`}
        />
      ))}
      <ChoiceField
        pointer={`${CACHE}/clientDirectives`}
        label={t('builder.cache.directives')}
        options={directives.map((value) => ({
          value,
          label: t(`builder.cache.directivesOf.${value}`),
        }))}
        value={chosen()}
        hint={t(`builder.cache.directiveHints.${chosen()}`)}
      />
    </>
  )
}
