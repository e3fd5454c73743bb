import { hashParts } from '../../lib/hash-parts.ts'
import type { ResiliencePorts } from './types.ts'

/** The name under which all isolates know an integration of an endpoint: a digest. */
export function resilienceName(
  space: ResiliencePorts['space'],
  endpointId: string,
  integrationId: string,
): string {
  return hashParts(space, endpointId, integrationId).slice(0, 32)
}

/** The name of what protects the service: one for a shared integration, whichever endpoint uses it. */
export function serviceName(
  space: ResiliencePorts['space'],
  endpointId: string,
  integrationId: string,
  sharedId: string | undefined,
  // oxlint-disable-next-line max-params -- one flat name
): string {
  // No endpoint's name has two parts.
  if (sharedId !== undefined) return hashParts(space, sharedId).slice(0, 32)
  return resilienceName(space, endpointId, integrationId)
}
