import { type JSX, mergeProps, splitProps } from 'solid-js'

import styles from './icon-button.module.css'
import { Icon, type IconComponent } from './icon.tsx'

export interface IconButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: IconComponent
  /** Said by screen readers and shown on hover. */
  readonly label: string
}

export function IconButton(props: IconButtonProps) {
  const [own, rest] = splitProps(mergeProps({ type: 'button' as const }, props), [
    'icon',
    'label',
    'class',
  ])
  return (
    <button
      {...rest}
      class={`${styles['button']} ${own.class ?? ''}`}
      aria-label={own.label}
      title={own.label}
    >
      <Icon of={own.icon} />
    </button>
  )
}

/** The look alone, for a trigger that another component renders. */
export const iconButtonClass = styles['button'] ?? ''
