import { createMemo, For, Show } from 'solid-js'

import { useRateLimitBlocks } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { Card } from '../ui/card.tsx'
import { ErrorBanner } from '../ui/error-banner.tsx'
import { LoadMore } from '../ui/load-more.tsx'
import { useBuilder } from './builder-context.ts'
import { BlockTable } from './block-table.tsx'
import { oldestOf, sumBlocks } from './limit-blocks.ts'
import { type Shadow, shadowsOf } from './rate-limit-policies.ts'
import styles from './rate-limit.module.css'

/** Limits that only report: whom they would have refused, and one click to enforce them. */
export function ShadowPanel() {
  const form = useForm()
  const builder = useBuilder()
  const drafted = createMemo(() => shadowsOf(form.get('')))
  const live = createMemo(() => shadowsOf(builder.live()))
  /** Enforced in the draft, not yet for callers. */
  const enforced = () =>
    live().filter(({ name }) => !drafted().some((shadow) => shadow.name === name))
  return (
    <Show when={drafted().length > 0 || enforced().length > 0}>
      <Shadows drafted={drafted()} enforced={enforced()} isLive={live().length > 0} />
    </Show>
  )
}

interface ShadowsProps {
  readonly drafted: readonly Shadow[]
  readonly enforced: readonly Shadow[]
  readonly isLive: boolean
}

function Shadows(props: ShadowsProps) {
  const { t, format } = useI18n()
  const builder = useBuilder()
  const query = useRateLimitBlocks(() => ({
    endpointId: builder.endpoint().id,
    mode: 'shadow',
    limit: 200,
  }))
  const rows = createMemo(() =>
    query.isSuccess ? query.data.pages.flatMap((page) => page.items) : [],
  )
  const sums = createMemo(() => sumBlocks(rows()))
  const note = () => {
    const since = oldestOf(rows())
    return since === undefined
      ? t('builder.rateLimit.blocks.aboutNone')
      : t('builder.rateLimit.blocks.about', { since: format.dateTime(since) })
  }
  return (
    <Card title={t('builder.rateLimit.blocks.title')} note={note()}>
      <Show when={query.isError}>
        <div class={styles['cardText']}>
          <ErrorBanner
            error={query.error}
            title={t('builder.rateLimit.blocks.failed')}
            onRetry={() => void query.refetch()}
          />
        </div>
      </Show>
      <Show
        when={sums().length > 0}
        fallback={
          <Show when={query.isSuccess}>
            <p class={`${styles['cardText']} muted`}>
              {t(`builder.rateLimit.blocks.${props.isLive ? 'none' : 'notPublished'}`)}
            </p>
          </Show>
        }
      >
        <BlockTable sums={sums()} />
      </Show>
      <div class={styles['cardFoot']}>
        <LoadMore of={query} />
        <EnforceButtons {...props} />
      </div>
    </Card>
  )
}

function EnforceButtons(props: ShadowsProps) {
  const { t } = useI18n()
  const form = useForm()
  const builder = useBuilder()
  const names = () => props.enforced.map(({ name }) => name).join(', ')
  return (
    <>
      <Show when={!form.readOnly()}>
        <For each={props.drafted}>
          {(shadow) => (
            <Button onClick={() => form.set(shadow.pointer, 'enforce')}>
              {t('builder.rateLimit.blocks.enforce', { name: shadow.name })}
            </Button>
          )}
        </For>
      </Show>
      <span role="status" class={styles['enforced']}>
        <Show when={names()}>{t('builder.rateLimit.blocks.enforced', { names: names() })}</Show>
      </span>
      <Show when={names() && builder.canEdit()}>
        <Button onClick={() => builder.openReview()}>{t('builder.review.open')}</Button>
      </Show>
    </>
  )
}
