import { type EndpointConfig, type EndpointDraft, endpointDraft } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'

import { checkAuthored, sortedIssues } from '../check.ts'
import { codeIssues, placedRules, sandboxIssues } from '../check/code.ts'
import { secretReferences, secretIssues, type SecretOrigins } from '../check/secrets.ts'
import { readSections } from '../check/sections.ts'
import { shapeIssues } from '../check/shape.ts'
import { findIntegrations } from '../db/integrations.ts'
import { originsOfSecrets } from '../db/secrets.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'
import {
  atUses,
  isUse,
  itemsOf,
  missingIssues,
  type SharedDefinitions,
  sharedReferences,
  writeOut,
} from '../shared-uses.ts'

/** What an author wrote, and the same with shared integrations written out: what runs. */
export interface Checked {
  readonly draft: EndpointDraft
  readonly config: EndpointConfig
}

/** What an author should look at, and what refuses nothing. */
interface Warned {
  readonly warnings: Issue[]
}

/** What a check must know from the database. */
interface Known {
  readonly shared: SharedDefinitions
  readonly secrets: SecretOrigins
}

/** Everything that is wrong with a draft, its use of secrets and shared integrations included. */
export async function checkConfig(
  input: unknown,
  services: Services,
): Promise<(Checked | { issues: Issue[] }) & Warned> {
  const shared = await findIntegrations(services.db, sharedReferences(input))
  const secrets = await secretsNamedIn([writeOut(input, shared)], services)
  const checked = checkDraft(input, { shared, secrets }, services)
  const ofCode = await codeIssues(placedRules(readSections(input)), services.compileDeps)
  if (ofCode.length === 0) return checked
  const issues = sortedIssues('issues' in checked ? [...checked.issues, ...ofCode] : ofCode)
  return { issues, warnings: checked.warnings }
}

/** A draft as it would run, as far as it can be read. */
export async function writtenOut(input: unknown, { db }: Services): Promise<unknown> {
  return writeOut(input, await findIntegrations(db, sharedReferences(input)))
}

export function checkDraft(
  input: unknown,
  { shared, secrets }: Known,
  { compileDeps }: Services,
): (Checked | { issues: Issue[] }) & Warned {
  const draft = endpointDraft.safeParse(input)
  const ofUses = draft.success ? [] : shapeIssues(draft.error, input).filter(isOfUse(input))
  const checked = checkAuthored(writeOut(input, shared), compileDeps, secrets)
  const found = 'issues' in checked ? atUses(checked.issues, itemsOf(input), shared) : []
  const issues = [...ofUses, ...missingIssues(input, shared), ...found]
  const { warnings } = checked
  if (issues.length > 0 || 'issues' in checked) return { issues: sortedIssues(issues), warnings }
  return { draft: endpointDraft.parse(input), config: checked.config, warnings }
}

/** Of what only an author's form has: references to shared integrations, and no word on what they stood for. */
function isOfUse(input: unknown): (found: Issue) => boolean {
  const uses = itemsOf(input).flatMap((item, at) => (isUse(item) ? [`/integrations/${at}`] : []))
  return ({ pointer }) =>
    pointer === '/shared' || uses.some((use) => `${pointer}/`.startsWith(`${use}/`))
}

/** A draft without faults. Throws Problem invalid_configuration. */
export async function checkedConfig(input: unknown, services: Services): Promise<Checked> {
  const checked = await checkConfig(input, services)
  if ('issues' in checked) throw new Problem('invalid_configuration', { issues: checked.issues })
  return checked
}

/** For a version that was checked when it was published: throws when a secret it names is gone, or may not go where it is sent. */
export async function refuseUnusableSecrets(
  config: EndpointConfig,
  services: Services,
): Promise<void> {
  const issues = secretIssues(readSections(config), await secretsNamedIn([config], services))
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
}

/** For a version that was checked when it was published: throws when this gateway cannot run its code any more. */
export function refuseUnusableCode(config: EndpointConfig, { compileDeps }: Services): void {
  const issues = sandboxIssues(placedRules(config), compileDeps)
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
}

/** Of the secrets that configurations name: where each may be sent. */
export function secretsNamedIn(
  configs: readonly unknown[],
  { db }: Services,
): Promise<SecretOrigins> {
  const named = configs.flatMap((config) => secretReferences(readSections(config)))
  return originsOfSecrets(db, [...new Set(named.map(({ name }) => name))])
}
