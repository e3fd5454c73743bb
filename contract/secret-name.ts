import * as z from 'zod'

/** Name of a secret kept by the management API (`PUT /secrets/{name}`), never the secret itself. */
export const secretName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'Write a name of letters, digits, - and _, beginning with a letter',
  )
  .meta({ editor: 'secret-name' })

/** Every place of an endpoint configuration that holds the name of a secret (test/contract/secret-name.test.ts). */
export const secretPlaces = [
  ['authentication', 'settings', 'keys', 'secret'],
  ['authentication', 'settings', 'introspection', 'clientSecret'],
] as const
