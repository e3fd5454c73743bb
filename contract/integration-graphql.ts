import * as z from 'zod'

import { integrationBase } from './integration.ts'

/** Name (GraphQL specification, section 2.1.9). */
const graphqlName = z
  .string()
  .regex(/^[_A-Za-z][_0-9A-Za-z]{0,127}$/, 'Write a GraphQL name: letters, digits and _')

/** A JSONata expression whose value is sent as it is. */
export const valueExpression = z.string().min(1).max(16_384)

/** Kind `graphql`: one operation of a GraphQL service. See docs/kinds/integrations/graphql.md. */
export const graphqlIntegration = integrationBase
  .extend({
    type: z.literal('graphql'),
    document: z.string().min(1).max(65_536).meta({
      title: 'GraphQL document',
      editor: 'source',
      description: 'The operation, sent as it stands: {{ }} is not replaced in it',
    }),
    operationName: graphqlName.optional().meta({
      title: 'Operation',
      description: 'Which one runs, when the document has several',
    }),
    variables: z.record(graphqlName, valueExpression).default({}).meta({
      title: 'GraphQL variables',
      editor: 'key-value',
      description: 'JSONata for each; the value is sent as JSON',
    }),
    method: z.enum(['POST', 'GET']).default('POST').meta({
      title: 'HTTP method',
      description: 'GET for queries that caches between may keep',
    }),
    partialData: z.enum(['refuse', 'allow']).default('refuse').meta({
      title: 'Data with errors',
      description: 'allow: the data is used; integrations.<id>.errors tells what is missing',
    }),
    failureCodes: z
      .array(
        z
          .string()
          .regex(/^(\*|[\w.:-]{1,64})$/, 'Write a code such as INTERNAL_SERVER_ERROR, or *'),
      )
      .max(20)
      .default(['INTERNAL_SERVER_ERROR'])
      .meta({
        title: 'Error codes that are failures',
        description: 'extensions.code of an error, for retry and breaker; * is any error',
      }),
    allowIntrospection: z.boolean().default(false).meta({ title: 'Allow introspection' }),
    maxResponseBytes: z.int().min(1).max(10_485_760).default(10_485_760).meta({
      title: 'Largest answer',
      unit: 'bytes',
      description: 'Counted after decompression',
    }),
  })
  .strict()
export type GraphqlIntegration = z.output<typeof graphqlIntegration>
