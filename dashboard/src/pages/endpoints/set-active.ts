import { useQueryClient } from '@tanstack/solid-query'

import type { EndpointSummary } from '#contract/endpoint.ts'

import { call } from '../../api/client.ts'
import { errorText } from '../../api/errors.ts'
import { keys } from '../../api/keys.ts'
import { useI18n } from '../../i18n/index.ts'
import { showToast } from '../../ui/toast.ts'

type Target = Pick<EndpointSummary, 'id' | 'name'>

/** Enables or disables at once; the toast takes it back. */
export function useSetActive(): (endpoint: Target, active: boolean) => Promise<void> {
  const { t } = useI18n()
  const client = useQueryClient()
  return async function setActive(endpoint, active) {
    try {
      await call(active ? 'enableEndpoint' : 'disableEndpoint', { params: { id: endpoint.id } })
      showToast({
        text: t(active ? 'endpoints.enabled' : 'endpoints.disabled', { name: endpoint.name }),
        action: { label: t('common.undo'), run: () => void setActive(endpoint, !active) },
      })
    } catch (error) {
      showToast({
        tone: 'bad',
        text: t('state.failedAction', { message: errorText(error, t) }),
        action: { label: t('common.retry'), run: () => void setActive(endpoint, active) },
      })
    }
    await Promise.all(
      [keys.allEndpoints, keys.endpoint(endpoint.id), keys.allAudit].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    )
  }
}
