import ChevronRight from 'lucide-solid/icons/chevron-right'
import { createSignal, For, Show } from 'solid-js'

import type { AuditRecord } from '#contract/audit.ts'

import { useI18n } from '../../i18n/index.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import table from '../../ui/table.module.css'
import styles from './audit-table.module.css'

export function AuditTable(props: { readonly records: readonly AuditRecord[] }) {
  const { t } = useI18n()
  return (
    <table class={table['table']}>
      <thead>
        <tr>
          <th class={table['shrink']}>
            <span class="sr-only">{t('audit.details')}</span>
          </th>
          <th>{t('audit.what')}</th>
          <th>{t('audit.target')}</th>
          <th class={table['wide']}>{t('audit.who')}</th>
          <th class={table['wide']}>{t('audit.from')}</th>
          <th class={table['shrink']}>{t('audit.when')}</th>
        </tr>
      </thead>
      <tbody>
        <For each={props.records}>{(record) => <Row record={record} />}</For>
      </tbody>
    </table>
  )
}

function Row(props: { readonly record: AuditRecord }) {
  const { t } = useI18n()
  const [open, setOpen] = createSignal(false)
  return (
    <>
      <tr>
        <td class={table['shrink']}>
          <IconButton
            class={open() ? (styles['open'] ?? '') : ''}
            icon={ChevronRight}
            label={t('audit.showDetails', { action: props.record.action })}
            aria-expanded={open()}
            onClick={() => setOpen(!open())}
          />
        </td>
        <td>
          <code>{props.record.action}</code>
        </td>
        <td class={styles['target']}>
          <Target record={props.record} />
        </td>
        <td class={table['wide']}>{props.record.actorName}</td>
        <td class={`${table['wide']} mono muted`}>{props.record.ipAddress ?? '–'}</td>
        <td class={`${table['shrink']} muted`}>
          <RelativeTime at={props.record.at} />
        </td>
      </tr>
      <Show when={open()}>
        <tr>
          <td colSpan={6} class={styles['details']}>
            <Details record={props.record} />
          </td>
        </tr>
      </Show>
    </>
  )
}

function Target(props: { readonly record: AuditRecord }) {
  const isThere = () =>
    props.record.targetType === 'endpoint' && !props.record.action.endsWith('.delete')
  return (
    <Show when={isThere()} fallback={props.record.targetName}>
      <a href={`/endpoints/${props.record.targetId}`}>{props.record.targetName}</a>
    </Show>
  )
}

function Details(props: { readonly record: AuditRecord }) {
  const { t, format } = useI18n()
  const isEmpty = () => Object.keys(props.record.details).length === 0
  return (
    <>
      <p class="muted">
        {format.dateTime(props.record.at)} · <code>{props.record.targetId}</code>
      </p>
      <Show when={!isEmpty()} fallback={<p class="muted">{t('audit.noDetails')}</p>}>
        <pre class={styles['json']} tabIndex={0}>
          {JSON.stringify(props.record.details, null, 2)}
        </pre>
      </Show>
    </>
  )
}
