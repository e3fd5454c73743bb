import { useNavigate, useSearchParams } from '@solidjs/router'
import Braces from 'lucide-solid/icons/braces'
import Combine from 'lucide-solid/icons/combine'
import FileJson from 'lucide-solid/icons/file-braces'
import MessageSquareReply from 'lucide-solid/icons/message-square-reply'
import Terminal from 'lucide-solid/icons/terminal'
import Waypoints from 'lucide-solid/icons/waypoints'
import { For, Match, Show, Switch } from 'solid-js'

import type { EndpointConfigInput } from '#contract/endpoint.ts'
import { type TemplateId, templateIds } from '#contract/templates.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { Page } from '../../shell/page.tsx'
import { ErrorBanner } from '../../ui/error-banner.tsx'
import { Icon } from '../../ui/icon.tsx'
import styles from './endpoint.module.css'
import { NewFromCurl } from './new-from-curl.tsx'
import { NewFromFile } from './new-from-file.tsx'
import { NewFromTemplate } from './new-from-template.tsx'

const starts = [...templateIds, 'curl', 'file'] as const
type Start = (typeof starts)[number]

const icons = {
  proxy: Waypoints,
  mock: MessageSquareReply,
  transform: Braces,
  aggregate: Combine,
  curl: Terminal,
  file: FileJson,
} as const

/** `/endpoints/new`: a template, a curl command or an exported file becomes a draft. */
export function NewEndpointPage() {
  const { t } = useI18n()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams<{ template?: string; from?: string }>()
  const start = (): Start =>
    starts.find((one) => one === (search.from ?? search.template)) ?? 'proxy'
  const choose = (next: Start) =>
    setSearch(
      next === 'curl' || next === 'file'
        ? { from: next, template: undefined }
        : { template: next, from: undefined },
      { replace: true },
    )
  const create = useAction('createEndpoint', { invalidates: [keys.allEndpoints] })
  const submit = (config: EndpointConfigInput) =>
    create.mutate({ body: config }, { onSuccess: ({ data }) => navigate(`/endpoints/${data.id}`) })
  return (
    <Page
      title={t('builder.new.title')}
      crumbs={[{ label: t('nav.endpoints'), href: '/endpoints' }]}
      intro={t('builder.new.intro')}
    >
      <div class={styles['new']}>
        <StartList value={start()} onChange={choose} />
        <Show when={create.error}>
          {(error) => <ErrorBanner error={error()} title={t('builder.new.failed')} />}
        </Show>
        <Switch>
          <Match when={start() === 'curl'}>
            <NewFromCurl busy={create.isPending} onCreate={submit} />
          </Match>
          <Match when={start() === 'file'}>
            <NewFromFile busy={create.isPending} onCreate={submit} />
          </Match>
          <Match when={start()} keyed>
            {(id) => (
              <NewFromTemplate
                id={id as TemplateId}
                busy={create.isPending}
                error={create.error}
                onCreate={submit}
              />
            )}
          </Match>
        </Switch>
      </div>
    </Page>
  )
}

function StartList(props: { readonly value: Start; readonly onChange: (start: Start) => void }) {
  const { t } = useI18n()
  return (
    <fieldset>
      <legend class="sr-only">{t('builder.new.start')}</legend>
      <div class={styles['cards']}>
        <For each={starts}>
          {(start) => (
            <label class={styles['card']}>
              <input
                type="radio"
                class="sr-only"
                name="start"
                checked={props.value === start}
                onChange={() => props.onChange(start)}
              />
              <Icon of={icons[start]} />
              <span>
                <strong>{t(`builder.new.starts.${start}`)}</strong>
                <span>{t(`builder.new.about.${start}`)}</span>
              </span>
            </label>
          )}
        </For>
      </div>
    </fieldset>
  )
}
