import type { RouteName } from '#contract/routes.ts'

import { accountHandlers } from './accounts.ts'
import { auditHandlers } from './audit.ts'
import { authenticationFailureHandlers } from './authentication-failures.ts'
import { cacheHandlers } from './cache.ts'
import { breakerHandlers } from './breakers.ts'
import { connectionTestHandlers } from './connection-tests.ts'
import { consumerKeyHandlers } from './consumer-keys.ts'
import { consumerHandlers } from './consumers.ts'
import { endpointHandlers } from './endpoints.ts'
import { integrationCheckHandlers } from './integration-effects.ts'
import { integrationHandlers } from './integrations.ts'
import { keyListHandlers } from './key-list.ts'
import { integrationCallHandlers } from './integration-calls.ts'
import { memberHandlers } from './members.ts'
import { publishingHandlers } from './publishing.ts'
import { recordedRequestHandlers } from './recorded-requests.ts'
import { rateLimitBlockHandlers } from './rate-limit-blocks.ts'
import { referenceHandlers } from './reference.ts'
import { republishHandlers } from './republish.ts'
import { secretHandlers } from './secrets.ts'
import { sessionHandlers } from './sessions.ts'
import { tokenHandlers } from './tokens.ts'
import { transformationHandlers } from './transformations.ts'
import type { Handlers } from './types.ts'
import { versionHandlers } from './versions.ts'
import { webhookHandlers } from './webhooks.ts'

/** A handler for every route of the contract: leaving one out does not compile. */
export const handlers: Handlers<RouteName> = {
  ...accountHandlers,
  ...sessionHandlers,
  ...memberHandlers,
  ...tokenHandlers,
  ...endpointHandlers,
  ...publishingHandlers,
  ...breakerHandlers,
  ...connectionTestHandlers,
  ...integrationCallHandlers,
  ...webhookHandlers,
  ...integrationHandlers,
  ...integrationCheckHandlers,
  ...republishHandlers,
  ...versionHandlers,
  ...cacheHandlers,
  ...consumerHandlers,
  ...consumerKeyHandlers,
  ...keyListHandlers,
  ...authenticationFailureHandlers,
  ...rateLimitBlockHandlers,
  ...secretHandlers,
  ...transformationHandlers,
  ...recordedRequestHandlers,
  ...auditHandlers,
  ...referenceHandlers,
}
