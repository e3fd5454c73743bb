import { createSignal, Match, Show, Switch } from 'solid-js'

import type { Consumer, ConsumerKey } from '#contract/consumer.ts'

import { useConsumerKeys } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { CreateKey } from './create-key.tsx'
import { KeySecret } from './key-secret.tsx'
import { KeyTable } from './key-table.tsx'
import { KeyUsage } from './key-usage.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { RotateKey } from './rotate-key.tsx'

/** What is open above the table. */
export type KeyDialog =
  | { readonly kind: 'create' }
  | { readonly kind: 'issued'; readonly text: string }
  | { readonly kind: 'rotate' | 'revoke' | 'usage'; readonly key: ConsumerKey }

export function KeysCard(props: { readonly consumer: Consumer }) {
  const { t } = useI18n()
  const { can } = useMe()
  const [dialog, setDialog] = createSignal<KeyDialog>()
  const query = useConsumerKeys(() => props.consumer.id)
  const of = (kind: KeyDialog['kind']) => {
    const open = dialog()
    return open?.kind === kind && 'key' in open ? open.key : undefined
  }
  const issued = () => {
    const open = dialog()
    return open?.kind === 'issued' ? open.text : undefined
  }
  const close = () => setDialog(undefined)
  const show = (text: string) => setDialog({ kind: 'issued', text })
  const create = () => (
    <Show when={can('editor')}>
      <Button onClick={() => setDialog({ kind: 'create' })}>{t('consumers.createKey')}</Button>
    </Show>
  )
  return (
    <Card title={t('consumers.keys')} note={t('consumers.keysNote')} actions={create()}>
      <QueryView query={query}>
        {(data) => (
          <Show
            when={data().items.length > 0}
            fallback={
              <EmptyState title={t('consumers.noKeys')}>{t('consumers.noKeysText')}</EmptyState>
            }
          >
            <KeyTable keys={data().items} onOpen={setDialog} />
          </Show>
        )}
      </QueryView>
      <Switch>
        <Match when={dialog()?.kind === 'create'}>
          <CreateKey consumer={props.consumer} onIssued={show} onClose={close} />
        </Match>
        <Match when={issued()}>{(text) => <KeySecret text={text()} onClose={close} />}</Match>
        <Match when={of('rotate')}>
          {(key) => <RotateKey of={key()} onIssued={show} onClose={close} />}
        </Match>
        <Match when={of('revoke')}>{(key) => <RevokeKey of={key()} onClose={close} />}</Match>
        <Match when={of('usage')}>{(key) => <KeyUsage of={key()} onClose={close} />}</Match>
      </Switch>
    </Card>
  )
}
