import { readSigningKey, type SigningKey } from './signature.ts'

/** Secrets as they are now, with where each may be sent; undefined: there is none. Rejects when they cannot be read. */
export interface SecretFinder {
  find(
    name: string,
  ): Promise<
    { readonly value: string; readonly allowedOrigins: readonly string[] | null } | undefined
  >
}

export interface FoundKeys {
  readonly keys: readonly SigningKey[]
  /** What a receiver could repeat and nobody may read. */
  readonly hidden: readonly string[]
}

/** The keys of all secrets, or in words why a delivery cannot be signed: it is not sent with fewer. */
export async function signingKeys(
  names: readonly string[],
  origin: string,
  secrets: SecretFinder,
): Promise<FoundKeys | string> {
  const keys: SigningKey[] = []
  const hidden: string[] = []
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- two or three, and the first fault ends it
    const found = await secrets.find(name)
    if (found === undefined) return `There is no secret ${name}`
    if (found.allowedOrigins?.includes(origin) !== true)
      return `The secret ${name} may not be used for ${origin}`
    const key = readSigningKey(found.value)
    if (key === undefined) return `The secret ${name} is no signing secret (whsec_… or whsk_…)`
    keys.push(key)
    hidden.push(found.value, found.value.slice(found.value.indexOf('_') + 1))
  }
  return { keys, hidden }
}
