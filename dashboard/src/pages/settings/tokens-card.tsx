import { createSignal, Show } from 'solid-js'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useTokens } from '../../api/queries.ts'
import type { Output } from '../../api/types.ts'
import { useI18n } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Confirm } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'
import { CreateToken } from './create-token.tsx'
import { TokenTable } from './token-table.tsx'

export type Token = Output<'listTokens'>['items'][number]

export function TokensCard() {
  const { t } = useI18n()
  const tokens = useTokens()
  const [creating, setCreating] = createSignal(false)
  const [doomed, setDoomed] = createSignal<Token>()
  return (
    <Card
      title={t('settings.tokens')}
      note={t('settings.tokensNote')}
      actions={<Button onClick={() => setCreating(true)}>{t('settings.createToken')}</Button>}
    >
      <QueryView query={tokens}>
        {(data) => (
          <Show
            when={data().items.length > 0}
            fallback={
              <EmptyState
                title={t('settings.noTokens')}
                snippet={`curl ${location.origin}/api/v1/endpoints -H 'authorization: Bearer …'`}
              >
                {t('settings.tokensNote')}
              </EmptyState>
            }
          >
            <TokenTable tokens={data().items} onRevoke={setDoomed} />
          </Show>
        )}
      </QueryView>
      <Show when={creating()}>
        <CreateToken onClose={() => setCreating(false)} />
      </Show>
      <Show when={doomed()} keyed>
        {(token) => <RevokeToken token={token} onClose={() => setDoomed(undefined)} />}
      </Show>
    </Card>
  )
}

function RevokeToken(props: { readonly token: Token; readonly onClose: () => void }) {
  const { t } = useI18n()
  const revoke = useAction('revokeToken', { invalidates: [keys.tokens] })
  const onError = useFailureToast()
  const onSuccess = () => {
    showToast({ text: t('settings.tokenRevoked', { name: props.token.name }) })
    props.onClose()
  }
  return (
    <Confirm
      title={t('settings.revoke')}
      text={t('settings.revokeText', { name: props.token.name })}
      confirmLabel={t('settings.revoke')}
      busy={revoke.isPending}
      onConfirm={() => revoke.mutate({ params: { id: props.token.id } }, { onSuccess, onError })}
      onClose={() => props.onClose()}
    />
  )
}
