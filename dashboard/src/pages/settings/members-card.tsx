import UserMinus from 'lucide-solid/icons/user-minus'
import { createSignal, For, Show } from 'solid-js'

import type { Role, User } from '#contract/account.ts'

import { useAction } from '../../api/action.ts'
import { keys } from '../../api/keys.ts'
import { useUsers } from '../../api/queries.ts'
import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { ConfirmName } from '../../ui/confirm-name.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { QueryView } from '../../ui/query-view.tsx'
import { Select } from '../../ui/select.tsx'
import table from '../../ui/table.module.css'
import { showToast } from '../../ui/toast.ts'
import { useFailureToast } from '../../ui/use-failure-toast.ts'
import { AddMember } from './add-member.tsx'
import { useGrantableRoles } from './grantable-roles.ts'

export function MembersCard() {
  const { t } = useI18n()
  const { can } = useMe()
  const users = useUsers()
  const [adding, setAdding] = createSignal(false)
  const [doomed, setDoomed] = createSignal<User>()
  return (
    <Card
      title={t('settings.members')}
      note={t('settings.membersNote')}
      actions={
        <Show when={can('admin')}>
          <Button onClick={() => setAdding(true)}>{t('settings.addMember')}</Button>
        </Show>
      }
    >
      <QueryView query={users}>
        {(data) => (
          <table class={table['table']}>
            <thead>
              <tr>
                <th>{t('common.name')}</th>
                <th class={table['wide']}>{t('settings.email')}</th>
                <th class={table['shrink']}>{t('settings.role')}</th>
                <th class={table['shrink']}>
                  <span class="sr-only">{t('common.actions')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              <For each={data().items}>
                {(user) => <Row user={user} onRemove={() => setDoomed(user)} />}
              </For>
            </tbody>
          </table>
        )}
      </QueryView>
      <Show when={adding()}>
        <AddMember onClose={() => setAdding(false)} />
      </Show>
      <Show when={doomed()} keyed>
        {(user) => <RemoveMember user={user} onClose={() => setDoomed(undefined)} />}
      </Show>
    </Card>
  )
}

function Row(props: { readonly user: User; readonly onRemove: () => void }) {
  const { t } = useI18n()
  const { me, can } = useMe()
  const roles = useGrantableRoles()
  const update = useAction('updateUser', { invalidates: [keys.users, keys.session] })
  const onError = useFailureToast()
  const isEditable = () =>
    can('admin') &&
    props.user.id !== me().user.id &&
    roles().some((r) => r.value === props.user.role)
  const setRole = (role: Role) =>
    update.mutate(
      { params: { id: props.user.id }, body: { role } },
      {
        onSuccess: () =>
          showToast({
            text: t('settings.roleChanged', { name: props.user.name, role: t(`role.${role}`) }),
          }),
        onError,
      },
    )
  return (
    <tr>
      <td>{props.user.name}</td>
      <td class={`${table['wide']} muted`}>{props.user.email}</td>
      <td class={table['shrink']}>
        <Show when={isEditable()} fallback={t(`role.${props.user.role}`)}>
          <Select
            aria-label={t('settings.roleOf', { name: props.user.name })}
            value={props.user.role}
            options={roles()}
            onChange={setRole}
          />
        </Show>
      </td>
      <td class={table['shrink']}>
        <Show when={isEditable()}>
          <IconButton
            icon={UserMinus}
            label={`${t('settings.removeMember')}: ${props.user.name}`}
            onClick={() => props.onRemove()}
          />
        </Show>
      </td>
    </tr>
  )
}

function RemoveMember(props: { readonly user: User; readonly onClose: () => void }) {
  const { t } = useI18n()
  const remove = useAction('deleteUser', { invalidates: [keys.users] })
  const onError = useFailureToast()
  const onSuccess = () => {
    showToast({ text: t('settings.memberRemoved', { name: props.user.name }) })
    props.onClose()
  }
  return (
    <ConfirmName
      title={t('settings.removeMember')}
      text={t('settings.removeMemberText', { name: props.user.name })}
      name={props.user.name}
      confirmLabel={t('settings.removeMember')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ params: { id: props.user.id } }, { onSuccess, onError })}
      onClose={() => props.onClose()}
    />
  )
}
