import { For, type JSX, splitProps } from 'solid-js'

import { Input } from '../ui/input.tsx'
import styles from './form.module.css'

export interface HighlightPart {
  readonly text: string
  readonly isMarked: boolean
}

interface HighlightInputProps extends JSX.InputHTMLAttributes<HTMLInputElement> {
  readonly value: string
  readonly parts: readonly HighlightPart[]
}

/** A one-line input that marks parts of its text: the same text is drawn behind the transparent one. */
export function HighlightInput(props: HighlightInputProps) {
  const [own, rest] = splitProps(props, ['parts'])
  let backdrop: HTMLDivElement | undefined
  const follow = (input: HTMLInputElement) => {
    if (backdrop !== undefined) backdrop.scrollLeft = input.scrollLeft
  }
  return (
    <div class={styles['highlight']}>
      <div class={styles['backdrop']} aria-hidden="true" ref={(element) => (backdrop = element)}>
        <span>
          <For each={own.parts}>
            {(part) => <span class={part.isMarked ? styles['mark'] : ''}>{part.text}</span>}
          </For>
        </span>
      </div>
      <Input
        {...rest}
        spellcheck={false}
        autocomplete="off"
        onScroll={(event) => follow(event.currentTarget)}
        onKeyUp={(event) => follow(event.currentTarget)}
      />
    </div>
  )
}
