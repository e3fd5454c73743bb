import type { SharedIntegrationSummary } from '#contract/shared-integration.ts'

import type { Translate } from '../../i18n/index.ts'

type Spread = Pick<SharedIntegrationSummary, 'revision' | 'liveRevisions'>

/** Whether each live version that contains it contains the current revision. */
export const isBehind = ({ revision, liveRevisions }: Spread): boolean =>
  liveRevisions.some((live) => live.revision !== revision)

/** "3 of 5 run revision 4". */
export function spreadWords({ revision, liveRevisions }: Spread, t: Translate): string {
  const all = liveRevisions.reduce((sum, live) => sum + live.endpoints, 0)
  const current = liveRevisions.find((live) => live.revision === revision)?.endpoints ?? 0
  if (all === 0) return t('integrations.notLive')
  if (current === all) return t('integrations.allRun', { revision })
  return t('integrations.someRun', { current, all, revision })
}
