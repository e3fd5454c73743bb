import { Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Switch } from '../ui/switch.tsx'
import { CacheAgesCard } from './cache-ages-card.tsx'
import { CacheCostCard } from './cache-cost-card.tsx'
import { CacheKey, CachePartition, CacheTimes } from './cache-fields.tsx'
import { CacheLinksCard } from './cache-links-card.tsx'
import { CacheRules } from './cache-rules.tsx'
import { CacheTags } from './cache-tags.tsx'
import { CacheUse } from './cache-use.tsx'
import { CacheWrites } from './cache-writes.tsx'
import { TierChoice } from './cache-tier.tsx'
import workspace from './workspace.module.css'

const CACHE = '/caching'

/** What is remembered of the answers: where, how long, for whom, and what makes it forgotten. */
export function CachingSection() {
  const { t } = useI18n()
  const form = useForm()
  const isOn = () => form.get(`${CACHE}/enabled`) === true
  const isRead = () => form.get('/method') === 'GET'
  const issue = () => form.issue(`${CACHE}/enabled`) ?? form.issue(CACHE)
  return (
    <>
      <Show when={issue()}>{(message) => <p class={workspace['error']}>{message()}</p>}</Show>
      <Show when={!isRead()}>
        <Banner tone="info" title={t('builder.cache.writes.title')}>
          {t('builder.cache.writes.text')}
        </Banner>
        <CacheWrites />
      </Show>
      <Show when={isRead() || isOn()}>
        <Switch
          label={t('builder.cache.enable')}
          description={t(`builder.cache.${isOn() ? 'on' : 'off'}`)}
          checked={isOn()}
          disabled={form.readOnly()}
          onChange={(checked) => form.set(`${CACHE}/enabled`, checked)}
        />
      </Show>
      <Show when={isRead() && isOn()}>
        <TierChoice />
        <CacheTimes />
        <CacheAgesCard />
        <CacheCostCard />
        <CachePartition />
        <CacheTags
          pointer={`${CACHE}/tags`}
          label={t('builder.cache.tags')}
          hint={t('builder.cache.tagsHint')}
          path={String(form.get('/path') ?? '')}
        />
        <CacheRules />
        <CacheLinksCard />
        <details class={workspace['more']}>
          <summary>{t('builder.cache.more')}</summary>
          <div class={workspace['items']}>
            <CacheKey />
          </div>
        </details>
        <CacheUse />
      </Show>
    </>
  )
}
