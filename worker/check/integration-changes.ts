import { httpIntegration } from '#contract/integration.ts'
import type { Integration } from '#contract/integration-kinds.ts'
import { pointerTo } from '#contract/json-pointer.ts'
import type { IntegrationChange } from '#contract/shared-integration.ts'

/** What endpoints that call `before` may notice when they call `after`. Timeouts, retries and the like break nothing they wrote. */
export function integrationChanges(before: Integration, after: Integration): IntegrationChange[] {
  return [
    ...when('type_changed', '/type', before.type, after.type),
    ...when('method_changed', '/method', methodOf(before), methodOf(after)),
    ...addressChange(before, after),
    ...when('authentication_changed', '/authentication', signatureOf(before), signatureOf(after)),
    ...removedHeaders(headersOf(before), headersOf(after)),
    ...narrowedStatuses(statusesOf(before), statusesOf(after)),
  ]
}

/** Scheme, host and port of a URL template; '' where there is none. */
export function originOf(endpoint: string): string {
  return /^https?:\/\/[^/?#{]+/i.exec(endpoint)?.[0].toLowerCase() ?? ''
}

/** Host of a URL, or the connection of a database: what a list shows of an integration. */
export function hostOf(config: Integration): string {
  return 'endpoint' in config
    ? originOf(config.endpoint).replace(/^https?:\/\//, '')
    : config.connection
}

function addressChange(before: Integration, after: Integration): IntegrationChange[] {
  const [from, to] = [destinationOf(before), destinationOf(after)]
  const pointer = 'endpoint' in after ? '/endpoint' : '/connection'
  if (from !== to) return when('origin_changed', pointer, from, to)
  return 'endpoint' in before && 'endpoint' in after
    ? when('address_changed', pointer, before.endpoint, after.endpoint)
    : when('address_changed', '/statement', statementOf(before), statementOf(after))
}

function destinationOf(config: Integration): string {
  return 'endpoint' in config ? originOf(config.endpoint) : config.connection
}

function statementOf(config: Integration): string {
  return 'statement' in config ? config.statement : ''
}

/** By what a service knows the gateway. */
function signatureOf(config: Integration): string {
  if ('authentication' in config) return Object.values(config.authentication).join(' ')
  return 'secrets' in config ? config.secrets.join(' ') : ''
}

function headersOf(config: Integration): Readonly<Record<string, string>> {
  return 'headers' in config ? config.headers : {}
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
