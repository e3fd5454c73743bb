import { type JSX, splitProps } from 'solid-js'

import styles from './input.module.css'

export interface InputProps extends JSX.InputHTMLAttributes<HTMLInputElement> {
  /** For paths, ids, header names and expressions. */
  readonly mono?: boolean
}

export function Input(props: InputProps) {
  const [own, rest] = splitProps(props, ['mono', 'class'])
  return <input {...rest} class={inputClass({ mono: own.mono === true, extra: own.class })} />
}

/** The look alone, for another kind of control. */
export function inputClass(look: { mono?: boolean; extra?: string | undefined } = {}): string {
  return [styles['input'], look.mono === true ? styles['mono'] : '', look.extra ?? ''].join(' ')
}
