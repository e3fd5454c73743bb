import { createEffect, on } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { MethodLabel } from '../ui/method-label.tsx'
import { useBuilder } from './builder-context.ts'
import { segmentsOf, valueAt } from './pointer.ts'
import { parameterRange } from './test-request.ts'
import styles from './test-panel.module.css'

/** Method and path of the test request. A problem of a path parameter selects what stands for it. */
export function TestTarget() {
  const { t } = useI18n()
  const { store, test } = useBuilder()
  let input: HTMLInputElement | undefined
  createEffect(
    on(test.target, (target) => {
      const [part, name = ''] = segmentsOf(target ?? '')
      if (part !== 'params' || input === undefined) return
      const template = String(valueAt(store.draft().value, '/path') ?? '')
      const range = parameterRange(template, test.form.path, name)
      test.reveal(undefined)
      input.focus()
      if (range !== undefined) input.setSelectionRange(range.from, range.to)
    }),
  )
  return (
    <div class={styles['target']}>
      <MethodLabel method={test.form.method} inline />
      <input
        ref={(element) => (input = element)}
        class={styles['path']}
        aria-label={t('builder.test.path')}
        spellcheck={false}
        value={test.form.path}
        onInput={(event) => test.change({ path: event.currentTarget.value })}
      />
    </div>
  )
}
