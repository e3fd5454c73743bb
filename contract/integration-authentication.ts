import * as z from 'zod'

import { secretName } from './secret-name.ts'

/** Header field-name (RFC 9110 5.1). */
const header = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, 'Write a header name such as x-api-key')
  .toLowerCase()

/** Printable ASCII: what a header carries the same way everywhere. */
const text = z.string().regex(/^[\x20-\x7e]{1,500}$/, 'Write 1 to 500 characters of ASCII text')

const none = z.strictObject({ type: z.literal('none') }).meta({ title: 'None' })

const basic = z
  .strictObject({
    type: z.literal('basic'),
    username: z
      .string()
      .regex(/^[^:\p{Cc}]{1,200}$/u, 'Write a user name without a colon')
      .meta({ title: 'User name' }),
    password: secretName.meta({ title: 'Password', description: 'Name of the secret' }),
  })
  .meta({ title: 'Basic' })

const bearer = z
  .strictObject({
    type: z.literal('bearer'),
    token: secretName.meta({ title: 'Token', description: 'Name of the secret' }),
  })
  .meta({ title: 'Bearer token' })

const apiKey = z
  .strictObject({
    type: z.literal('api-key'),
    in: z.enum(['header', 'query']).default('header').meta({
      title: 'Sent in',
      description: 'A key in a URL ends in the logs of the service: header if it takes one',
    }),
    name: header.default('x-api-key').meta({ title: 'Header or parameter' }),
    key: secretName.meta({ title: 'Key', description: 'Name of the secret' }),
  })
  .meta({ title: 'API key' })

const oauth2 = z
  .strictObject({
    type: z.literal('oauth2'),
    tokenUrl: z.string().min(1).max(2_048).meta({ title: 'Token URL' }),
    clientId: text.meta({ title: 'Client id' }),
    clientSecret: secretName.meta({ title: 'Client secret', description: 'Name of the secret' }),
    clientAuthentication: z
      .enum(['client_secret_basic', 'client_secret_post'])
      .default('client_secret_basic')
      .meta({ title: 'Client secret is sent as' }),
    scope: text.optional().meta({ title: 'Scopes', description: 'Separated by blanks' }),
    audience: text.optional().meta({ title: 'Audience' }),
    resource: text.optional().meta({ title: 'Resource', description: 'RFC 8707' }),
  })
  .meta({ title: 'OAuth 2 client credentials' })

const hmac = z
  .strictObject({
    type: z.literal('hmac'),
    secret: secretName.meta({ title: 'Secret', description: 'Name of the shared secret' }),
    algorithm: z.enum(['SHA-256', 'SHA-512']).default('SHA-256').meta({ title: 'Algorithm' }),
    content: z
      .string()
      .min(1)
      .max(500)
      .default('{method}\n{path}\n{query}\n{timestamp}\n{bodyDigest}')
      .meta({
        title: 'What is signed',
        editor: 'long-text',
        description: 'Of {method} {host} {path} {query} {timestamp} {body} {bodyDigest}',
      }),
    encoding: z.enum(['hex', 'base64']).default('hex').meta({ title: 'Encoding' }),
    signatureHeader: header.default('x-signature').meta({ title: 'Header of the signature' }),
    signaturePrefix: z
      .string()
      .regex(/^[\x20-\x7e]{0,100}$/, 'Write ASCII text such as sha256=')
      .default('')
      .meta({ title: 'Before the signature' }),
    timestampHeader: header.default('x-timestamp').meta({
      title: 'Header of the timestamp',
      description: 'Seconds since 1970; sent when the timestamp is signed',
    }),
  })
  .meta({ title: 'HMAC signature' })

const awsName = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/, 'Write small letters, digits and - such as eu-west-1')

const awsSigV4 = z
  .strictObject({
    type: z.literal('aws-sigv4'),
    accessKeyId: z
      .string()
      .regex(/^\w{1,128}$/, 'Write the id of an access key such as AKIDEXAMPLE')
      .meta({ title: 'Access key id' }),
    secretAccessKey: secretName.meta({
      title: 'Secret access key',
      description: 'Name of the secret',
    }),
    sessionToken: secretName
      .optional()
      .meta({ title: 'Session token', description: 'Name of the secret; of temporary keys' }),
    region: awsName.meta({ title: 'Region' }),
    service: awsName.meta({ title: 'Service', description: 'Such as s3, execute-api, sqs' }),
    payload: z.enum(['signed', 'unsigned']).default('signed').meta({
      title: 'Body',
      description: 'unsigned: streamed, not covered by the signature; for services that allow it',
    }),
  })
  .meta({ title: 'AWS Signature Version 4' })

/** How an integration proves who it is. See docs/outbound-authentication.md. */
export const integrationAuthentication = z.discriminatedUnion('type', [
  none,
  basic,
  bearer,
  apiKey,
  oauth2,
  hmac,
  awsSigV4,
])
export type IntegrationAuthentication = z.output<typeof integrationAuthentication>
export type AuthenticationOf<Type extends IntegrationAuthentication['type']> = Extract<
  IntegrationAuthentication,
  { type: Type }
>
