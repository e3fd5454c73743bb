import { createMemo, For, Show } from 'solid-js'

import type { Caching } from '#contract/caching.ts'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { durationText } from '../lib/duration.ts'
import { Card } from '../ui/card.tsx'
import { cachePhases, phaseWidths } from './cache-ages.ts'
import { cacheSettings } from './cache-settings.ts'
import { ageSentences } from './cache-words.ts'
import styles from './cache.module.css'
import parts from './part.module.css'

/** How old an answer may be: as a bar from fresh to forgotten, and in sentences. */
export function CacheAgesCard() {
  const i18n = useI18n()
  const { t } = i18n
  const form = useForm()
  const settings = createMemo(() => cacheSettings(form.get('')))
  return (
    <Card title={t('builder.cache.ages.title')} padded>
      <Show when={settings()} fallback={<p class="muted">{t('builder.cache.ages.none')}</p>}>
        {(of) => (
          <div class={styles['drawn']}>
            <AgeBar of={of()} />
            <div class={parts['sentences']} aria-live="polite">
              <For each={ageSentences(i18n, of())}>{(sentence) => <p>{sentence}</p>}</For>
            </div>
          </div>
        )}
      </Show>
    </Card>
  )
}

function AgeBar(props: { readonly of: Caching }) {
  const { t, locale } = useI18n()
  const phases = createMemo(() => cachePhases(props.of))
  const columns = () =>
    phaseWidths(phases())
      .map((width) => `minmax(var(--s12), ${width.toFixed(2)}fr)`)
      .join(' ')
  return (
    <figure class={styles['bar']}>
      <ol style={{ 'grid-template-columns': columns() }} aria-label={t('builder.cache.ages.chart')}>
        <For each={phases()}>
          {(phase) => (
            <li data-kind={phase.kind}>
              <span class={styles['phase']} aria-hidden="true" />
              <span class={styles['until']}>
                <span class="sr-only">{t(`builder.cache.ages.legend.${phase.kind}`)} </span>
                {durationText(locale(), phase.toSeconds)}
              </span>
            </li>
          )}
        </For>
      </ol>
      <figcaption class={styles['legend']}>
        <For each={phases()}>
          {({ kind }) => <span data-kind={kind}>{t(`builder.cache.ages.legend.${kind}`)}</span>}
        </For>
        <Show when={phases().length > 1}>
          <span class={styles['scale']}>{t('builder.cache.ages.scale')}</span>
        </Show>
      </figcaption>
    </figure>
  )
}
