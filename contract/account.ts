import * as z from 'zod'

/** From most to least powerful; each role may do what the ones after it may. */
export const roles = ['owner', 'admin', 'editor', 'viewer'] as const
export const role = z.enum(roles).meta({ title: 'Role' })
export type Role = z.output<typeof role>

export const email = z
  .email()
  .max(254)
  .transform((value) => value.toLowerCase())
  .meta({ title: 'E-mail' })
/** NIST SP 800-63B: length counts, composition rules do not. */
export const password = z
  .string()
  .min(12, 'Use at least 12 characters')
  .max(256)
  .meta({ title: 'Password', secret: true })

export const user = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role,
  createdAt: z.iso.datetime(),
  lastSignInAt: z.iso.datetime().nullable(),
})
export type User = z.output<typeof user>

export const session = z.object({
  id: z.string(),
  userAgent: z.string(),
  createdAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  isCurrent: z.boolean(),
})

export const apiToken = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string().meta({ description: 'First characters, to recognise it' }),
  role,
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  expiresAt: z.iso.datetime().nullable(),
})

/** Who is signed in, and what the instance is. */
export const me = z.object({
  user,
  instance: z.object({ gatewayUrl: z.string(), version: z.string() }),
})
