import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createEffect, createSignal, Index, on, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Input } from '../ui/input.tsx'
import styles from './form.module.css'
import { pairsFromText, type Pair, recordOf } from './pairs.ts'

interface KeyValueRowsProps {
  readonly label: string
  readonly value: Readonly<Record<string, unknown>>
  readonly onChange: (value: Record<string, string>) => void
  readonly readOnly?: boolean
  readonly issue?: (name: string) => string | undefined
  readonly describedBy?: string | undefined
}

/** Names and values in rows. Pasting several lines of `name: value` makes a row of each. */
export function KeyValueRows(props: KeyValueRowsProps) {
  const { t } = useI18n()
  // Rows are kept here because a row that is being typed has no name, or a name twice.
  const [rows, setRows] = createSignal<readonly Pair[]>([])
  createEffect(
    on(
      () => JSON.stringify(props.value),
      (text) => {
        if (JSON.stringify(recordOf(rows())) !== text) {
          setRows(Object.entries(props.value).map(([name, value]) => [name, String(value)]))
        }
      },
    ),
  )
  const write = (next: readonly Pair[]) => {
    setRows(next)
    props.onChange(recordOf(next))
  }
  const replace = (index: number, ...pairs: readonly Pair[]) =>
    write([...rows().slice(0, index), ...pairs, ...rows().slice(index + 1)])
  const onPaste = (event: ClipboardEvent, index: number) => {
    const pairs = pairsFromText(event.clipboardData?.getData('text/plain') ?? '')
    if (pairs === undefined) return
    event.preventDefault()
    replace(index, ...pairs)
  }
  return (
    <div class={styles['stack']} role="group" aria-label={props.label}>
      <Index each={rows()}>
        {(row, index) => (
          <>
            <div class={styles['row']}>
              <Input
                mono
                aria-label={t('builder.form.rowName', { label: props.label, row: index + 1 })}
                value={row()[0]}
                readOnly={props.readOnly === true}
                placeholder={t('builder.form.name')}
                onPaste={(event) => onPaste(event, index)}
                onInput={(event) => replace(index, [event.currentTarget.value, row()[1]])}
              />
              <Input
                mono
                aria-label={t('builder.form.rowValue', { label: props.label, row: index + 1 })}
                aria-invalid={props.issue?.(row()[0]) === undefined ? undefined : 'true'}
                value={row()[1]}
                readOnly={props.readOnly === true}
                placeholder={t('builder.form.value')}
                onInput={(event) => replace(index, [row()[0], event.currentTarget.value])}
              />
              <Show when={props.readOnly !== true}>
                <IconButton
                  icon={Trash}
                  label={t('builder.form.removeItem', { name: row()[0] })}
                  onClick={() => replace(index)}
                />
              </Show>
            </div>
            <Show when={props.issue?.(row()[0])}>
              {(message) => <p class={styles['error']}>{message()}</p>}
            </Show>
          </>
        )}
      </Index>
      <Show when={props.readOnly !== true}>
        <div>
          <Button size="sm" icon={Plus} onClick={() => setRows([...rows(), ['', '']])}>
            {t('builder.form.addRow')}
          </Button>
        </div>
      </Show>
    </div>
  )
}
