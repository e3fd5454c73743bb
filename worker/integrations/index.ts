import { defineKinds } from '../kind.ts'
import { database } from './database.ts'
import { graphql } from './graphql.ts'
import { http } from './http.ts'
import type { CompiledIntegration, IntegrationDeps } from './types.ts'
import { webhook } from './webhook.ts'

/** What an endpoint can call. A new kind is its import and its line. */
export const integrations = defineKinds<IntegrationDeps, CompiledIntegration>(
  'integrations',
  [],
  http,
  graphql,
  database,
  webhook,
)
