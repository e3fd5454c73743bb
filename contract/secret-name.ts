import * as z from 'zod'

/** Name of a secret kept by the management API (`PUT /secrets/{name}`), never the secret itself. */
export const secretName = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
    'Write a name of letters, digits, - and _, beginning with a letter',
  )
  .meta({ editor: 'secret-name' })

/** Where an integration names secrets, below itself. */
export const integrationSecretPlaces = [
  ['authentication', 'password'],
  ['authentication', 'token'],
  ['authentication', 'key'],
  ['authentication', 'clientSecret'],
  ['authentication', 'secret'],
  ['authentication', 'secretAccessKey'],
  ['authentication', 'sessionToken'],
  ['secrets', '0'],
  ['secrets', '1'],
  ['secrets', '2'],
  ['secrets', '3'],
] as const

/** Where an endpoint configuration names secrets outside of its integrations. */
export const endpointSecretPlaces = [
  ['authentication', 'settings', 'keys', 'secret'],
  ['authentication', 'settings', 'introspection', 'clientSecret'],
] as const
