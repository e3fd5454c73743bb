import type { LucideProps } from 'lucide-solid'
import type { Component } from 'solid-js'
import { Dynamic } from 'solid-js/web'

export type IconComponent = Component<LucideProps>

interface IconProps {
  /** An icon of `lucide-solid/icons/<name>`. Decorative: the text beside it carries the meaning. */
  readonly of: IconComponent
  readonly class?: string
  readonly size?: number
}

export function Icon(props: IconProps) {
  return (
    <Dynamic
      component={props.of}
      size={props.size ?? 16}
      stroke-width={1.75}
      class={props.class ?? ''}
      aria-hidden="true"
    />
  )
}
