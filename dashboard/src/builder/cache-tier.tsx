import { createUniqueId, For, Show } from 'solid-js'

import { cacheTiers } from '#contract/caching.ts'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { useI18n } from '../i18n/index.ts'
import { useBuilder } from './builder-context.ts'
import styles from './cache.module.css'
import { kindsOf } from './sections.ts'

const TIER = '/caching/strategy'

/** Where answers are kept: how far each tier reaches, and what it costs. */
export function TierChoice() {
  const { t } = useI18n()
  const form = useForm()
  const builder = useBuilder()
  const name = createUniqueId()
  const written = () => (form.get(TIER) === 'redis' ? 'kv' : (form.get(TIER) ?? 'memory'))
  const isOffered = (tier: string) =>
    kindsOf('caching', builder.kinds()).some(({ type }) => type === tier)
  return (
    <div class={form_['stack']}>
      <fieldset class={styles['tiers']}>
        <legend>{t('builder.cache.tier')}</legend>
        <For each={cacheTiers}>
          {(tier) => (
            <label class={styles['tier']}>
              <input
                type="radio"
                name={name}
                value={tier}
                checked={written() === tier}
                aria-labelledby={`${name}-${tier}`}
                aria-describedby={`${name}-${tier}-reach ${name}-${tier}-price`}
                disabled={form.readOnly() || (!isOffered(tier) && written() !== tier)}
                onChange={() => form.set(TIER, tier)}
              />
              <strong id={`${name}-${tier}`}>{t(`builder.cache.tiers.${tier}`)}</strong>
              <span id={`${name}-${tier}-reach`} class={styles['reach']}>
                {isOffered(tier)
                  ? t(`builder.cache.reach.${tier}`)
                  : t('builder.cache.unavailable')}
              </span>
              <span id={`${name}-${tier}-price`} class={styles['price']}>
                {t(`builder.cache.price.${tier}`)}
              </span>
            </label>
          )}
        </For>
      </fieldset>
      <Show when={form.issue(TIER)}>{(message) => <p class={form_['error']}>{message()}</p>}</Show>
      <p class={form_['hint']}>{t('builder.cache.includes')}</p>
    </div>
  )
}
