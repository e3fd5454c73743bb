import type { ConsumerKey } from '#contract/consumer.ts'

import { useI18n } from '../../i18n/index.ts'

interface KeyOpensProps {
  readonly of: ConsumerKey
  /** Names of endpoints by id; one without is named by its id. */
  readonly names: ReadonlyMap<string, string>
}

const namedEndpoints = 2

/** Which endpoints a key opens, with which roles and from where, in one line. */
export function KeyOpens(props: KeyOpensProps) {
  const { t, format } = useI18n()
  const endpoints = () => {
    const ids = props.of.endpoints
    if (ids.length === 0) return t('keys.allEndpoints')
    if (ids.length > namedEndpoints)
      return t('consumers.ofEndpoints', { count: format.number(ids.length) })
    return ids.map((id) => props.names.get(id) ?? id).join(', ')
  }
  const text = () => {
    const { roles, allowedIps } = props.of
    return [endpoints(), roles.join(', '), allowedIps.join(', ')].filter(Boolean).join(' · ')
  }
  return <span title={text()}>{text()}</span>
}
