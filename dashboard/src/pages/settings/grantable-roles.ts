import type { Role } from '#contract/account.ts'

import { useI18n } from '../../i18n/index.ts'
import { useMe } from '../../lib/session.ts'
import type { SelectOption } from '../../ui/select.tsx'

const roles: readonly Role[] = ['viewer', 'editor', 'admin', 'owner']

/** Nobody grants more than their own role. */
export function useGrantableRoles(): () => readonly SelectOption<Role>[] {
  const { t } = useI18n()
  const { can } = useMe()
  return () => roles.filter(can).map((role) => ({ value: role, label: t(`role.${role}`) }))
}
