import { defineKinds } from '../kind.ts'
import { database } from './database.ts'
import { graphql } from './graphql.ts'
import { http } from './http.ts'
import type { CompiledIntegration, IntegrationDeps } from './types.ts'

/** What an endpoint can call. A new kind is its import and its line. */
export const integrations = defineKinds<IntegrationDeps, CompiledIntegration>(
  'integrations',
  ['webhook'],
  http,
  graphql,
  database,
)
