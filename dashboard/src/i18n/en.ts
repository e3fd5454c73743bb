import { builder } from './builder.en.ts'
import { builderFlow } from './builder-flow.en.ts'
import { account } from './account.en.ts'
import { consumers } from './consumers.en.ts'
import { deliveries } from './deliveries.en.ts'
import { endpoints } from './endpoints.en.ts'
import { integrations } from './integrations.en.ts'
import { keys } from './keys.en.ts'
import { playground } from './playground.en.ts'
import { recorded } from './recorded.en.ts'
import { secrets } from './secrets.en.ts'
import { shell } from './shell.en.ts'

/** English: the shape every other language satisfies. One file per area. */
export const en = {
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
