import styles from './method-label.module.css'

interface MethodLabelProps {
  readonly method: string
  /** Takes the width of the text instead of a table column. */
  readonly inline?: boolean
}

export function MethodLabel(props: MethodLabelProps) {
  return (
    <span
      class={`${styles['method']} ${styles[props.method.toLowerCase()] ?? ''} ${props.inline === true ? '' : styles['column']}`}
    >
      {props.method}
    </span>
  )
}
