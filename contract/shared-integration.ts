import * as z from 'zod'

import { endpointSummary } from './endpoint.ts'
import { issue } from './problem.ts'

const usingEndpoint = endpointSummary.pick({ id: true, name: true, method: true, path: true })

/** How many endpoints answer with a revision. */
const revisionSpread = z.object({ revision: z.int(), endpoints: z.int() })

/** A row of the list. */
export const sharedIntegrationSummary = z.object({
  id: z.string(),
  name: z.string().meta({ description: 'Its id in expressions where it has no name' }),
  type: z.string(),
  host: z.string().meta({ description: 'Where it calls' }),
  revision: z.int().meta({ description: 'Counts changes; the ETag is derived from it' }),
  endpointCount: z.int().meta({ description: 'Endpoints whose draft or live version uses it' }),
  liveRevisions: z.array(revisionSpread).meta({ description: 'What live versions contain' }),
  updatedBy: z.string(),
  updatedAt: z.iso.datetime(),
})
export type SharedIntegrationSummary = z.output<typeof sharedIntegrationSummary>

/** An integration that is defined once and used by endpoints. */
export const sharedIntegration = sharedIntegrationSummary.extend({
  config: z.unknown().meta({
    description: 'An integration. Its id is what a use is called unless it says otherwise',
  }),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
})
export type SharedIntegration = z.output<typeof sharedIntegration>

/** An endpoint that uses it. */
export const integrationUse = usingEndpoint.extend({
  isActive: z.boolean(),
  live: z
    .object({
      version: z.int(),
      revision: z.int().meta({ description: 'Of the shared integration' }),
      ids: z.array(z.string()).meta({ description: 'Names in its expressions' }),
    })
    .nullable()
    .meta({ description: 'null: its live version does not use it' }),
  draft: z
    .object({ ids: z.array(z.string()) })
    .nullable()
    .meta({ description: 'null: its draft does not use it' }),
})
export type IntegrationUse = z.output<typeof integrationUse>

export const integrationChangeCodes = [
  'type_changed',
  'method_changed',
  'origin_changed',
  'address_changed',
  'authentication_changed',
  'header_removed',
  'statuses_narrowed',
] as const

/** What an endpoint may notice of another revision. */
export const integrationChange = z.object({
  code: z.enum(integrationChangeCodes),
  pointer: z.string().meta({ description: 'JSON Pointer into the integration' }),
  before: z.string(),
  after: z.string(),
})
export type IntegrationChange = z.output<typeof integrationChange>

/** What another revision would do to an endpoint. */
const effect = usingEndpoint.extend({
  liveRevision: z
    .int()
    .nullable()
    .meta({ description: 'What is compared; null: only its draft uses it' }),
  changes: z.array(integrationChange),
  readers: z
    .array(z.string())
    .meta({ description: 'JSON Pointers of what reads its result in the live version' }),
  issues: z.array(issue).meta({ description: 'What keeps the live version from being renewed' }),
  draftIssues: z.array(issue).meta({ description: 'What would be wrong with the draft' }),
})
export type IntegrationEffect = z.output<typeof effect>

/** Endpoints one call looks at or renews. */
export const maxEffects = 50
export const maxRenewals = 20

export const integrationCheck = z.object({
  valid: z.boolean().meta({ description: 'Whether it can be saved' }),
  issues: z.array(issue),
  endpoints: z
    .array(effect)
    .meta({ description: `What uses it, at most ${maxEffects}, newest first` }),
  endpointCount: z.int().meta({ description: 'All of them, counted' }),
})

export const renewal = usingEndpoint.extend({
  outcome: z.enum(['renewed', 'current', 'unused', 'refused', 'changed']).meta({
    description:
      'current: it had this revision; unused: its live version does not use it; refused: see issues; changed: by someone else meanwhile, try again',
  }),
  version: z.int().nullable().meta({ description: 'What is live now' }),
  issues: z.array(issue),
})
export type Renewal = z.output<typeof renewal>
