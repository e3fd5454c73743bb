import type { EndpointConfigInput } from './endpoint.ts'

export const templateIds = ['proxy', 'mock', 'transform', 'aggregate'] as const
export type TemplateId = (typeof templateIds)[number]

/** What the author may change before the endpoint is created. */
export interface TemplateInput {
  readonly name: string
  readonly path: string
  /** Base URL of the service to call, without a trailing slash. Unused by `mock`. */
  readonly upstream: string
}

/** A starting point that works as it is. */
export interface EndpointTemplate {
  readonly id: TemplateId
  readonly defaults: TemplateInput
  readonly callsUpstream: boolean
  build(input: TemplateInput): EndpointConfigInput
}

/** A public service of sample data, so that a first call answers without any account. */
const SAMPLE_UPSTREAM = 'https://jsonplaceholder.typicode.com'

/** The templates of the first run, simplest use first. */
export const endpointTemplates: Readonly<Record<TemplateId, EndpointTemplate>> = {
  proxy: {
    id: 'proxy',
    defaults: { name: 'Sample API', path: '/sample/{rest+}', upstream: SAMPLE_UPSTREAM },
    callsUpstream: true,
    build: (input) => ({
      ...heading(input),
      description: 'Passes every request below its path on to one service, byte for byte.',
      integrations: [
        { id: 'upstream', type: 'http', endpoint: `${base(input)}/${restOf(input.path)}` },
      ],
    }),
  },
  mock: {
    id: 'mock',
    defaults: { name: 'Hello', path: '/hello/{name}', upstream: '' },
    callsUpstream: false,
    build: (input) => ({
      ...heading(input),
      description: 'Answers by itself, without calling any service.',
      response: {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: mockBody(input.path),
      },
    }),
  },
  transform: {
    id: 'transform',
    defaults: { name: 'Contact card', path: '/contacts/{id}', upstream: SAMPLE_UPSTREAM },
    callsUpstream: true,
    build: (input) => ({
      ...heading(input),
      description: 'Calls one service and answers with the fields callers need.',
      integrations: [
        { id: 'user', type: 'http', endpoint: `${base(input)}/users/${firstOf(input.path)}` },
      ],
      transformations: [
        {
          id: 'card',
          name: 'Contact card',
          type: 'map',
          rules: [
            {
              operation: 'set',
              source: [
                '{',
                '  "id": body.id,',
                '  "name": body.name,',
                '  "email": $lowercase(body.email),',
                '  "city": body.address.city',
                '}',
              ].join('\n'),
            },
          ],
        },
      ],
    }),
  },
  aggregate: {
    id: 'aggregate',
    defaults: { name: 'User with posts', path: '/profiles/{id}', upstream: SAMPLE_UPSTREAM },
    callsUpstream: true,
    build: (input) => ({
      ...heading(input),
      description: 'Calls two services at the same time and answers with one document.',
      integrations: [
        { id: 'user', type: 'http', endpoint: `${base(input)}/users/${firstOf(input.path)}` },
        {
          id: 'posts',
          type: 'http',
          endpoint: `${base(input)}/posts`,
          query: { userId: firstOf(input.path) },
        },
      ],
      transformations: [
        {
          id: 'profile',
          name: 'Profile',
          type: 'map',
          rules: [
            {
              operation: 'set',
              source: [
                '{',
                '  "name": integrations.user.body.name,',
                '  "email": integrations.user.body.email,',
                '  "posts": [integrations.posts.body.title]',
                '}',
              ].join('\n'),
            },
          ],
        },
      ],
    }),
  },
}

const heading = (input: TemplateInput) =>
  ({ name: input.name, path: input.path, method: 'GET', version: '1.0.0' }) as const

const base = (input: TemplateInput): string => input.upstream.replace(/\/+$/, '')

const parameterNames = (path: string): string[] =>
  [...path.matchAll(/\{([^{}+]+)\+?\}|(?<=\/)(\*)$/g)].map((match) => match[1] ?? 'wildcard')

/** The hole for what comes below the path, or nothing when the path has no such parameter. */
function restOf(path: string): string {
  const name = parameterNames(path).at(-1)
  return name === undefined ? '' : `{{ request.params.${name} }}`
}

/** The hole for the first parameter; `1` when the author removed it. */
function firstOf(path: string): string {
  const name = parameterNames(path)[0]
  return name === undefined ? '1' : `{{ request.params.${name} }}`
}

function mockBody(path: string): string {
  const name = parameterNames(path)[0]
  const greeted = name === undefined ? 'world' : `{{ request.params.${name} }}`
  return `{\n  "message": "Hello ${greeted}"\n}\n`
}
