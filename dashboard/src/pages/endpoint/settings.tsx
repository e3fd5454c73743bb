import { useNavigate } from '@solidjs/router'
import { useQueryClient } from '@tanstack/solid-query'
import { createSignal, Show } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'

import { useAction } from '../../api/action.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { useBuilder } from '../../builder/builder-context.ts'
import { writeUnsaved } from '../../builder/draft-storage.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { showToast } from '../../ui/toast.ts'
import { DeleteEndpoint } from '../endpoints/delete-endpoint.tsx'
import styles from './endpoint.module.css'

/** What concerns the endpoint as a whole: on or off, its file, its end. */
export function SettingsTab(props: { readonly endpoint: Endpoint }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [isDeleting, setDeleting] = createSignal(false)
  const download = () =>
    saveFile(`${fileName(props.endpoint.config.path)}.json`, builder.store.draft().text)
  return (
    <div class={styles['padded']}>
      <Card title={t('builder.tab.settings')}>
        <ActiveSetting endpoint={props.endpoint} />
        <div class={styles['setting']}>
          <div>
            <h3>{t('builder.settings.export')}</h3>
            <p>{t('builder.settings.exportText')}</p>
          </div>
          <Button onClick={download}>{t('builder.settings.exportAction')}</Button>
        </div>
        <div class={styles['setting']}>
          <div>
            <h3>{t('builder.settings.delete')}</h3>
            <p>{t('endpoints.deleteText')}</p>
          </div>
          <Button variant="danger" disabled={!builder.canEdit()} onClick={() => setDeleting(true)}>
            {t('endpoints.delete')}
          </Button>
        </div>
      </Card>
      <Show when={isDeleting()}>
        <DeleteDialog endpoint={props.endpoint} onClose={() => setDeleting(false)} />
      </Show>
    </div>
  )
}

function ActiveSetting(props: { readonly endpoint: Endpoint }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const stale = { invalidates: [keys.allEndpoints, keys.endpoint(props.endpoint.id)] }
  const enable = useAction('enableEndpoint', stale)
  const disable = useAction('disableEndpoint', stale)
  const isOff = () => props.endpoint.state === 'off'
  const name = () => props.endpoint.config.name
  const toggle = () =>
    (isOff() ? enable : disable).mutate(
      { params: { id: props.endpoint.id } },
      {
        onSuccess: ({ data }) => {
          builder.replaceEndpoint(data)
          showToast({
            text: t(data.state === 'off' ? 'endpoints.disabled' : 'endpoints.enabled', {
              name: name(),
            }),
          })
        },
        onError: (error) =>
          showToast({
            tone: 'bad',
            text: t('state.failedAction', { message: errorText(error, t) }),
          }),
      },
    )
  return (
    <div class={styles['setting']}>
      <div>
        <h3>{isOff() ? t('builder.settings.off') : t('builder.settings.on')}</h3>
        <p>
          {props.endpoint.liveVersion === null
            ? t('builder.settings.notPublished')
            : t('builder.settings.activeText')}
        </p>
      </div>
      <Button
        busy={enable.isPending || disable.isPending}
        disabled={!builder.canEdit() || props.endpoint.liveVersion === null}
        onClick={toggle}
      >
        {isOff() ? t('endpoints.enable') : t('endpoints.disable')}
      </Button>
    </div>
  )
}

function DeleteDialog(props: { readonly endpoint: Endpoint; readonly onClose: () => void }) {
  const navigate = useNavigate()
  const client = useQueryClient()
  const leave = () => {
    writeUnsaved(props.endpoint.id, undefined, localStorage)
    navigate('/endpoints')
    client.removeQueries({ queryKey: keys.endpoint(props.endpoint.id) })
  }
  return (
    <DeleteEndpoint
      id={props.endpoint.id}
      name={props.endpoint.config.name}
      onDeleted={leave}
      onClose={() => props.onClose()}
    />
  )
}

const fileName = (path: string): string =>
  path.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'endpoint'

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
