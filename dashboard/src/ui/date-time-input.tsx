import { splitProps, untrack } from 'solid-js'

import { Input, type InputProps } from './input.tsx'

interface DateTimeInputProps extends Omit<InputProps, 'type' | 'value' | 'onChange' | 'onInput'> {
  /** ISO 8601. Read once: what is typed by and by must not be replaced. */
  readonly value: string | undefined
  /** Undefined while there is no whole date and time. */
  readonly onChange: (iso: string | undefined) => void
}

/** A date and time in the zone of the browser, to the minute. */
export function DateTimeInput(props: DateTimeInputProps) {
  const [own, rest] = splitProps(props, ['value', 'onChange'])
  return (
    <Input
      {...rest}
      type="datetime-local"
      value={localTime(untrack(() => own.value))}
      onInput={(event) => own.onChange(isoTime(event.currentTarget.value))}
    />
  )
}

/** `2026-11-24T09:00`, as the control wants it. */
export function localTime(iso: string | undefined): string {
  if (iso === undefined) return ''
  const date = new Date(iso)
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function isoTime(local: string): string | undefined {
  const date = new Date(local)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
