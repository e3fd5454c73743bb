import type { Breaker } from '#contract/breaker.ts'

import { useBreakerQuery } from '../api/queries.ts'
import { useBuilder } from './builder-context.ts'
import { valueAt } from './pointer.ts'

/** The breakers of what is live, read again every `everyMs` while somebody looks. Not asked where there are none. */
export function useBreakers(everyMs: number) {
  const builder = useBuilder()
  const id = () => builder.endpoint().id
  return useBreakerQuery(id, () => ({ everyMs, enabled: hasBreaker(builder.live()) }))
}

/** Nobody calls the service, or one call probes it. */
export const isOpen = ({ state }: Breaker): boolean => state !== 'closed' && state !== 'disabled'

function hasBreaker(config: unknown): boolean {
  const integrations = valueAt(config, '/integrations')
  return (
    Array.isArray(integrations) &&
    integrations.some((one) => valueAt(one, '/circuitBreaker/enabled') === true)
  )
}
