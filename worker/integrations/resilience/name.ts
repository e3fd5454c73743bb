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
