import { createSignal, Show } from 'solid-js'

import type { Secret } from '#contract/secret.ts'

import { useSecrets } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { DeleteSecret } from './delete-secret.tsx'
import { SecretTable } from './secret-table.tsx'
import { SetSecret } from '../../ui/set-secret.tsx'

/** What a configuration writes instead of the value. */
const example = '"keys": { "source": "secret", "secret": "partner-hmac" }'

export function SecretsCard() {
  const { t } = useI18n()
  const { can } = useMe()
  const secrets = useSecrets()
  const [adding, setAdding] = createSignal(false)
  const [replaced, setReplaced] = createSignal<Secret>()
  const [doomed, setDoomed] = createSignal<Secret>()
  return (
    <Card
      title={t('settings.secrets')}
      note={can('admin') ? t('secrets.note') : t('secrets.adminOnly')}
      actions={
        <Show when={can('admin') && secrets.isSuccess}>
          <Button onClick={() => setAdding(true)}>{t('secrets.add')}</Button>
        </Show>
      }
    >
      <QueryView query={secrets}>
        {(data) => (
          <Show
            when={data().items.length > 0}
            fallback={
              <EmptyState title={t('secrets.empty')} snippet={example}>
                {t('secrets.emptyText')}
              </EmptyState>
            }
          >
            <SecretTable
              secrets={data().items}
              editable={can('admin')}
              onReplace={setReplaced}
              onDelete={setDoomed}
            />
          </Show>
        )}
      </QueryView>
      <Show when={adding()}>
        <SetSecret onClose={() => setAdding(false)} />
      </Show>
      <Show when={replaced()} keyed>
        {(secret) => <SetSecret of={secret} onClose={() => setReplaced(undefined)} />}
      </Show>
      <Show when={doomed()} keyed>
        {(secret) => <DeleteSecret secret={secret} onClose={() => setDoomed(undefined)} />}
      </Show>
    </Card>
  )
}
