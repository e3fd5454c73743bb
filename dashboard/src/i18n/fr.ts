import { builder } from './builder.fr.ts'
import { builderFlow } from './builder-flow.fr.ts'
import { account } from './account.fr.ts'
import { consumers } from './consumers.fr.ts'
import { deliveries } from './deliveries.fr.ts'
import { endpoints } from './endpoints.fr.ts'
import { integrations } from './integrations.fr.ts'
import { keys } from './keys.fr.ts'
import type { Dictionary } from './locale.ts'
import { playground } from './playground.fr.ts'
import { recorded } from './recorded.fr.ts'
import { secrets } from './secrets.fr.ts'
import { shell } from './shell.fr.ts'

export const fr: Dictionary = {
  ...shell,
  ...endpoints,
  ...account,
  ...consumers,
  ...keys,
  playground,
  recorded,
  secrets,
  integrations,
  builder: { ...builder, flow: builderFlow },
  deliveries,
}
