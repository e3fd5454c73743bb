import type { Issue } from '#contract/problem.ts'
import { secretName, secretPlaces } from '#contract/secret-name.ts'
import { pointerTo } from '#contract/json-pointer.ts'

import { getAt } from '../lib/json-pointer.ts'
import type { Sections } from './sections.ts'

/** Where a configuration names which secret. What could not be read names none. */
export function secretReferences(
  sections: Sections,
): readonly { readonly pointer: string; readonly name: string }[] {
  return secretPlaces.flatMap((place) => {
    const name = secretName.safeParse(getAt(sections, place))
    return name.success ? [{ pointer: pointerTo(...place), name: name.data }] : []
  })
}

/** `unknown`: names that no secret has. */
export function secretIssues(sections: Sections, unknown: ReadonlySet<string>): Issue[] {
  return secretReferences(sections)
    .filter(({ name }) => unknown.has(name))
    .map(({ pointer, name }) => ({
      pointer,
      code: 'unknown_secret',
      message: `There is no secret ${name}; add it under Settings, Secrets or with PUT /api/v1/secrets/${name}`,
    }))
}
