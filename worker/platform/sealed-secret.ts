import type { Sealed, Vault } from './vault.ts'

/** What is authenticated with a value: nobody who can write rows can give it another name or send it elsewhere. */
export interface SealedFor {
  readonly name: string
  readonly allowedOrigins: readonly string[] | null
}

export function sealSecret(vault: Vault, secret: SealedFor, value: string): Promise<Sealed> {
  return vault.seal(contextOf(secret), value)
}

/** Rejects when the key is not configured, or name, origins or value are not what was sealed. */
export function openSecret(vault: Vault, row: SealedFor & Sealed): Promise<string> {
  return vault.open(contextOf(row), row)
}

/** A name has no blank, so the two forms cannot be mistaken for each other. */
function contextOf({ name, allowedOrigins }: SealedFor): string {
  return allowedOrigins === null ? name : `${name} ${JSON.stringify(allowedOrigins)}`
}
