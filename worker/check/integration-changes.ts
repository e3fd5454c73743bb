import { httpIntegration, type Integration } from '#contract/integration.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import type { IntegrationChange } from '#contract/shared-integration.ts'

/** What endpoints that call `before` may notice when they call `after`. Timeouts, retries and the like break nothing they wrote. */
export function integrationChanges(before: Integration, after: Integration): IntegrationChange[] {
  return [
    ...when('type_changed', '/type', before.type, after.type),
    ...when('method_changed', '/method', methodOf(before), methodOf(after)),
    ...addressChange(before.endpoint, after.endpoint),
    ...when(
      'authentication_changed',
      '/authentication',
      Object.values(before.authentication).join(' '),
      Object.values(after.authentication).join(' '),
    ),
    ...removedHeaders(before.headers, after.headers),
    ...narrowedStatuses(statusesOf(before), statusesOf(after)),
  ]
}

/** Scheme, host and port of a URL template; '' where there is none. */
export function originOf(endpoint: string): string {
  return /^https?:\/\/[^/?#{]+/i.exec(endpoint)?.[0].toLowerCase() ?? ''
}

function addressChange(before: string, after: string): IntegrationChange[] {
  const [from, to] = [originOf(before), originOf(after)]
  return from === to
    ? when('address_changed', '/endpoint', before, after)
    : when('origin_changed', '/endpoint', from, to)
}

function removedHeaders(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): IntegrationChange[] {
  const left = new Set(Object.keys(after).map((name) => name.toLowerCase()))
  return Object.keys(before)
    .filter((name) => !left.has(name.toLowerCase()))
    .flatMap((name) => when('header_removed', `/headers${pointerTo(name)}`, name, ''))
}

/** No statuses: all are expected. */
function narrowedStatuses(
  before: readonly string[],
  after: readonly string[],
): IntegrationChange[] {
  const isKept = (status: string) => after.includes(status) || after.includes(`${status[0]}xx`)
  const isNarrower = after.length > 0 && (before.length === 0 || !before.every(isKept))
  const texts = [before.join(', '), after.join(', ')] as const
  return isNarrower ? when('statuses_narrowed', '/expectedStatuses', ...texts) : []
}

function methodOf(config: Integration): string {
  return httpIntegration.safeParse(config).data?.method ?? ''
}

function statusesOf(config: Integration): readonly string[] {
  return httpIntegration.safeParse(config).data?.expectedStatuses ?? []
}

function when(
  code: IntegrationChange['code'],
  pointer: string,
  before: string,
  after: string,
  // oxlint-disable-next-line max-params -- one flat record
): IntegrationChange[] {
  return before === after ? [] : [{ code, pointer, before, after }]
}
