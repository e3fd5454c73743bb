import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'

import { check } from '../check.ts'
import { secretReferences, secretIssues } from '../check/secrets.ts'
import { readSections } from '../check/sections.ts'
import { unknownSecrets } from '../db/secrets.ts'
import { Problem } from '../problem.ts'
import type { Services } from '../services.ts'

/** Everything that is wrong with a configuration, the secrets that do not exist included. */
export async function checkConfig(
  input: unknown,
  services: Services,
): Promise<{ config: EndpointConfig } | { issues: Issue[] }> {
  return check(input, services.compileDeps, await unknownNames(input, services))
}

/** The parsed configuration. Throws Problem invalid_configuration. */
export async function checkedConfig(input: unknown, services: Services): Promise<EndpointConfig> {
  const checked = await checkConfig(input, services)
  if ('issues' in checked) throw new Problem('invalid_configuration', { issues: checked.issues })
  return checked.config
}

/** For a version that was checked when it was published: throws when a secret it names is gone. */
export async function refuseMissingSecrets(
  config: EndpointConfig,
  services: Services,
): Promise<void> {
  const issues = secretIssues(readSections(config), await unknownNames(config, services))
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
}

function unknownNames(input: unknown, { db }: Services): Promise<ReadonlySet<string>> {
  return unknownSecrets(
    db,
    secretReferences(readSections(input)).map(({ name }) => name),
  )
}
