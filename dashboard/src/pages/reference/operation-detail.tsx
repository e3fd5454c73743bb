import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { For, Show } from 'solid-js'

import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { MethodLabel } from '../../ui/method-label.tsx'
import { StatusTag, type Tone } from '../../ui/status-tag.tsx'
import table from '../../ui/table.module.css'
import { type OpenApi, type Operation, type Schema, typeName } from './openapi.ts'
import styles from './operation-detail.module.css'
import { SchemaView } from './schema-view.tsx'

interface OperationDetailProps {
  readonly spec: OpenApi
  /** Origin and prefix of the paths. */
  readonly base: string
  readonly operation: Operation
  readonly onBack: () => void
}

export function OperationDetail(props: OperationDetailProps) {
  const { t } = useI18n()
  const bodySchema = () => schemaOf(props.operation.body)
  return (
    <article class={styles['article']}>
      <header class={styles['head']}>
        <IconButton
          class={styles['back'] ?? ''}
          icon={ArrowLeft}
          label={t('reference.back')}
          onClick={() => props.onBack()}
        />
        <div class={styles['names']}>
          <h2 class={styles['summary']}>{props.operation.summary || props.operation.path}</h2>
          <p class={styles['path']}>
            <MethodLabel inline method={props.operation.method} /> {props.operation.path}
          </p>
        </div>
        <CopyButton withText text={curl(props)} label={t('reference.copyCurl')} />
      </header>
      <Show when={props.operation.description}>
        <p class={styles['text']}>{props.operation.description}</p>
      </Show>
      <Show when={props.operation.parameters.length > 0}>
        <Parameters operation={props.operation} />
      </Show>
      <Show when={bodySchema()}>
        {(schema) => (
          <section class={styles['section']}>
            <h3>{t('reference.body')}</h3>
            <SchemaView spec={props.spec} schema={schema()} />
          </section>
        )}
      </Show>
      <section class={styles['section']}>
        <h3>{t('reference.responses')}</h3>
        <For each={props.operation.responses}>
          {(response) => (
            <details class={styles['response']} open={response.status.startsWith('2')}>
              <summary>
                <StatusTag tone={toneOf(response.status)}>{response.status}</StatusTag>
                <span>{response.description}</span>
              </summary>
              <Show
                when={schemaOf(response)}
                fallback={<p class="muted">{t('reference.noBody')}</p>}
              >
                {(schema) => <SchemaView spec={props.spec} schema={schema()} />}
              </Show>
            </details>
          )}
        </For>
      </section>
    </article>
  )
}

function Parameters(props: { readonly operation: Operation }) {
  const { t } = useI18n()
  return (
    <section class={styles['section']}>
      <h3>{t('reference.parameters')}</h3>
      <table class={table['table']}>
        <thead>
          <tr>
            <th>{t('common.name')}</th>
            <th>{t('reference.in')}</th>
            <th>{t('reference.type')}</th>
          </tr>
        </thead>
        <tbody>
          <For each={props.operation.parameters}>
            {(parameter) => (
              <tr>
                <td>
                  <code>{parameter.name}</code>
                  <Show when={parameter.required}>
                    <span class={styles['required']}> {t('reference.required')}</span>
                  </Show>
                  <Show when={parameter.description}>
                    <p class="muted">{parameter.description}</p>
                  </Show>
                </td>
                <td class="muted">{parameter.in}</td>
                <td class="mono">{typeName(parameter.schema)}</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  )
}

function schemaOf(holder: Operation['body']): Schema | undefined {
  return Object.values(holder?.content ?? {})[0]?.schema
}

function toneOf(status: string): Tone {
  const tones: Readonly<Record<string, Tone>> = { '2': 'ok', '3': 'info', '4': 'warn', '5': 'bad' }
  return tones[status.charAt(0)] ?? 'neutral'
}

function curl(props: OperationDetailProps): string {
  const { method, path, body } = props.operation
  const url = decodeURI(new URL(`${props.base}${path}`, location.origin).href)
  if (body === undefined) return curlOf({ method, url })
  return curlOf({ method, url, headers: { 'content-type': 'application/json' }, body: '{}' })
}
