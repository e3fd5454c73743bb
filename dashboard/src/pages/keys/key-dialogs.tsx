import { Match, Switch } from 'solid-js'

import type { Consumer, ConsumerKey, IssuedKey } from '#contract/consumer.ts'

import { useI18n } from '../../i18n/index.ts'
import { ChooseConsumer } from './choose-consumer.tsx'
import { CreateKey } from './create-key.tsx'
import { EditKey } from './edit-key.tsx'
import { KeySecret } from './key-secret.tsx'
import { KeyUsage } from './key-usage.tsx'
import { RevokeKey } from './revoke-key.tsx'
import { RotateKey } from './rotate-key.tsx'

/** What is open above a list of keys. */
export type KeyDialog =
  | { readonly kind: 'choose' }
  | { readonly kind: 'create'; readonly consumer: Consumer }
  | { readonly kind: 'issued'; readonly issued: IssuedKey }
  | { readonly kind: 'edit' | 'rotate' | 'revoke' | 'usage'; readonly key: ConsumerKey }

interface KeyDialogsProps {
  readonly open: KeyDialog | undefined
  readonly onOpen: (dialog: KeyDialog | undefined) => void
}

export function KeyDialogs(props: KeyDialogsProps) {
  const { t } = useI18n()
  const of = (kind: KeyDialog['kind']) =>
    props.open?.kind === kind && 'key' in props.open ? props.open.key : undefined
  const consumer = () => (props.open?.kind === 'create' ? props.open.consumer : undefined)
  const issued = () => (props.open?.kind === 'issued' ? props.open.issued : undefined)
  const close = () => props.onOpen(undefined)
  const create = (chosen: Consumer) => props.onOpen({ kind: 'create', consumer: chosen })
  const show = (key: IssuedKey) => props.onOpen({ kind: 'issued', issued: key })
  return (
    <Switch>
      <Match when={props.open?.kind === 'choose'}>
        <ChooseConsumer
          title={t('keys.whose')}
          text={t('keys.whoseText')}
          newText={t('keys.newConsumerText')}
          onChosen={create}
          onClose={close}
        />
      </Match>
      <Match when={consumer()}>
        {(chosen) => <CreateKey consumer={chosen()} onIssued={show} onClose={close} />}
      </Match>
      <Match when={issued()}>{(key) => <KeySecret of={key()} onClose={close} />}</Match>
      <Match when={of('edit')}>{(key) => <EditKey of={key()} onClose={close} />}</Match>
      <Match when={of('rotate')}>
        {(key) => <RotateKey of={key()} onIssued={show} onClose={close} />}
      </Match>
      <Match when={of('revoke')}>{(key) => <RevokeKey of={key()} onClose={close} />}</Match>
      <Match when={of('usage')}>{(key) => <KeyUsage of={key()} onClose={close} />}</Match>
    </Switch>
  )
}
