import { createUniqueId, type JSX, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import styles from './field.module.css'

/** Spread on the control: ties it to its label, hint and error. */
export interface FieldControl {
  readonly id: string
  readonly 'aria-describedby': string | undefined
  readonly 'aria-invalid': 'true' | undefined
}

export interface FieldProps {
  readonly label: string
  readonly hint?: JSX.Element
  readonly error?: string | undefined
  readonly optional?: boolean
  /** Keeps the label for screen readers only. */
  readonly hideLabel?: boolean
  readonly children: (control: FieldControl) => JSX.Element
}

export function Field(props: FieldProps) {
  const i18n = useI18n()
  const id = createUniqueId()
  const control: FieldControl = {
    id,
    get 'aria-describedby'() {
      const ids = [props.error && `${id}-error`, props.hint && `${id}-hint`].filter(Boolean)
      return ids.length === 0 ? undefined : ids.join(' ')
    },
    get 'aria-invalid'() {
      return props.error ? 'true' : undefined
    },
  }
  return (
    <div class={styles['field']}>
      <div class={props.hideLabel === true ? 'sr-only' : styles['head']}>
        <label class={styles['label']} for={id}>
          {props.label}
        </label>
        <Show when={props.optional}>
          <span class={styles['optional']}>{i18n.t('common.optional')}</span>
        </Show>
      </div>
      {props.children(control)}
      <Show when={props.error}>
        <p class={styles['error']} id={`${id}-error`}>
          {props.error}
        </p>
      </Show>
      <Show when={props.hint}>
        <p class={styles['hint']} id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
    </div>
  )
}
