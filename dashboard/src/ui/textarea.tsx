import { type JSX, splitProps } from 'solid-js'

import { inputClass } from './input.tsx'
import styles from './textarea.module.css'

export interface TextareaProps extends JSX.TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly mono?: boolean
}

export function Textarea(props: TextareaProps) {
  const [own, rest] = splitProps(props, ['mono', 'class'])
  return (
    <textarea
      rows={4}
      {...rest}
      class={inputClass({
        mono: own.mono === true,
        extra: `${styles['textarea']} ${own.class ?? ''}`,
      })}
    />
  )
}
