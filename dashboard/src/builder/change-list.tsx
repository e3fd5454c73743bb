import { For, Show } from 'solid-js'

import type { Change, Warning } from '#contract/diff.ts'

import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { changeWords } from './change-words.ts'
import styles from './review.module.css'

const signs = { added: '+', removed: '−', changed: '~' } as const

/** What a publish changes, one sentence each. */
export function ChangeList(props: { readonly changes: readonly Change[] }) {
  const i18n = useI18n()
  return (
    <ul class={styles['list']}>
      <For each={props.changes}>
        {(change) => {
          const words = () => changeWords(change, i18n)
          return (
            <li class={styles['change']}>
              <span class={styles['sign']} data-kind={change.kind}>
                <span aria-hidden="true">{signs[change.kind]}</span>
                <span class="sr-only">{i18n.t(`builder.review.kind.${change.kind}`)}</span>
              </span>
              <span>
                {words().subject}
                <Show when={words().before}>
                  {(before) => (
                    <>
                      {' '}
                      <code>{before()}</code>
                    </>
                  )}
                </Show>
                <Show when={words().before && words().after}> →</Show>
                <Show when={words().after}>
                  {(after) => (
                    <>
                      {' '}
                      <code>{after()}</code>
                    </>
                  )}
                </Show>
              </span>
            </li>
          )
        }}
      </For>
    </ul>
  )
}

/** A code of a newer server without words here is left out: the change itself stands in the list above. */
export function WarningList(props: { readonly warnings: readonly Warning[] }) {
  const { t } = useI18n()
  const sentences = () =>
    props.warnings.flatMap(({ code, values }) => {
      const filled = { before: '', after: '', id: '', version: '', name: '', ...values }
      const sentence = t(`builder.review.warning.${code}`, filled) as string | undefined
      return sentence ?? []
    })
  return (
    <Show when={sentences().length > 0}>
      <Banner tone="warn" title={t('builder.review.warnings')}>
        <ul class={styles['list']}>
          <For each={sentences()}>{(sentence) => <li>{sentence}</li>}</For>
        </ul>
      </Banner>
    </Show>
  )
}
