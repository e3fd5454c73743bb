import type { KindEntry } from '#contract/kind.ts'

import { auth } from '../auth/index.ts'
import { cache } from '../cache/index.ts'
import { integrations } from '../integrations/index.ts'
import { kindSchema } from '../kind-schema.ts'
import type { KindFacts, Registry } from '../kind.ts'
import { rateLimit } from '../rate-limit/index.ts'
import { transform } from '../transform/index.ts'

type Catalogued = Pick<Registry<never, unknown>, 'stage' | 'kinds' | 'later'>

const registries: readonly Catalogued[] = [auth, rateLimit, cache, integrations, transform]

/** What every stage offers, with the JSON Schema its form is drawn from; kinds of later versions as unavailable. */
export const kindCatalog: readonly KindEntry[] = registries.flatMap(({ stage, kinds, later }) => [
  ...kinds.map((kind) => entryOf(stage, kind)),
  ...later.map((type) => ({ stage, type, title: type, available: false, schema: {} })),
])

function entryOf(stage: KindEntry['stage'], kind: KindFacts): KindEntry {
  const { type, title } = kind
  return { stage, type, title, available: true, schema: kindSchema(kind) }
}
