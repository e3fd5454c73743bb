import type { User } from '#contract/account.ts'

import type { UserRow } from '../db/users.ts'
import { apiVersion } from './api-version.ts'
import type { AnyCall } from './types.ts'

export function userView(row: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    createdAt: new Date(row.createdAt).toISOString(),
    lastSignInAt: optionalTime(row.lastSignInAt),
  }
}

/** Who is signed in, and what the instance is. */
export function meView({ request, services }: AnyCall, row: UserRow) {
  const gatewayUrl = new URL(request.url).origin + services.settings.basePath
  return { user: userView(row), instance: { gatewayUrl, version: apiVersion } }
}

/** ISO 8601, or null for never. */
export function optionalTime(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString()
}
