import { failureReasons } from '#contract/failure-reason.ts'

import type { Translate } from '../../i18n/index.ts'

export const kindsOfCredentials = ['api-key', 'jwt', 'oauth2'] as const

/** Why a credential was refused; a reason without words of its own is its code. */
export function reasonWord(t: Translate, code: string): string {
  const reason = failureReasons.find((known) => known === code)
  return reason === undefined ? code : t(`refused.reasons.${reason}`)
}

export function kindWord(t: Translate, code: string): string {
  const kind = kindsOfCredentials.find((known) => known === code)
  return kind === undefined ? code : t(`refused.kinds.${kind}`)
}
