import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'

import { check } from '../check.ts'
import { secretReferences, secretIssues, type SecretOrigins } from '../check/secrets.ts'
import { readSections } from '../check/sections.ts'
import { originsOfSecrets } from '../db/secrets.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

/** Everything that is wrong with a configuration, its use of secrets included. */
export async function checkConfig(
  input: unknown,
  services: Services,
): Promise<{ config: EndpointConfig } | { issues: Issue[] }> {
  return check(input, services.compileDeps, await namedSecrets(input, services))
}

/** The parsed configuration. Throws Problem invalid_configuration. */
export async function checkedConfig(input: unknown, services: Services): Promise<EndpointConfig> {
  const checked = await checkConfig(input, services)
  if ('issues' in checked) throw new Problem('invalid_configuration', { issues: checked.issues })
  return checked.config
}

/** For a version that was checked when it was published: throws when a secret it names is gone, or may not go where it is sent. */
export async function refuseUnusableSecrets(
  config: EndpointConfig,
  services: Services,
): Promise<void> {
  const issues = secretIssues(readSections(config), await namedSecrets(config, services))
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
}

function namedSecrets(input: unknown, { db }: Services): Promise<SecretOrigins> {
  return originsOfSecrets(
    db,
    secretReferences(readSections(input)).map(({ name }) => name),
  )
}
