import { type JSX, mergeProps, Show, splitProps } from 'solid-js'

import styles from './button.module.css'
import { Icon, type IconComponent } from './icon.tsx'

export interface ButtonProps extends JSX.ButtonHTMLAttributes<HTMLButtonElement> {
  /** `primary` is ink: at most one per view. */
  readonly variant?: 'primary' | 'default' | 'quiet' | 'danger'
  readonly size?: 'sm' | 'md' | 'lg'
  readonly icon?: IconComponent
  /** Shows progress, keeps the width and refuses clicks. */
  readonly busy?: boolean
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(mergeProps({ type: 'button' as const }, props), [
    'variant',
    'size',
    'icon',
    'busy',
    'class',
    'children',
    'disabled',
  ])
  return (
    <button
      {...rest}
      class={`${buttonClass(own)} ${own.class ?? ''}`}
      disabled={own.disabled === true || own.busy === true}
      aria-busy={own.busy === true ? 'true' : undefined}
    >
      <Show when={own.icon}>{(icon) => <Icon of={icon()} />}</Show>
      {own.children}
    </button>
  )
}

/** The same look for a link: `<A class={buttonClass({ variant: 'primary' })}>`. */
export function buttonClass(look: Pick<ButtonProps, 'variant' | 'size'>): string {
  return [styles['button'], styles[look.variant ?? 'default'], styles[look.size ?? 'md']].join(' ')
}
