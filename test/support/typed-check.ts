import { type Answer, type Client, ownerClient, sampleConfig } from './client.ts'

/** A closed schema: what it does not name cannot be there. */
export const order = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'items'],
  properties: {
    id: { type: 'string' },
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['name'],
        properties: { name: { type: 'string' }, price: { type: 'number' } },
      },
    },
  },
}

export const step = (source: string, target = 'x', more: object = {}) => ({
  operation: 'set',
  source,
  target,
  ...more,
})

export const rule = (rules: readonly object[], more: object = {}) => ({
  id: 'rule',
  type: 'map',
  rules,
  ...more,
})

export const configOf = (...transformations: object[]) =>
  sampleConfig({ path: `/typed-${crypto.randomUUID()}`, transformations })

/** `pointer position code` of each. */
export const short = (
  list: readonly { pointer: string; position?: number; code: string }[],
): string[] => list.map(({ pointer, position = '', code }) => `${pointer} ${position} ${code}`)

/** Checks drafts over the management API. */
export class Checker {
  readonly owner: Client

  private constructor(owner: Client) {
    this.owner = owner
  }

  static async signIn(): Promise<Checker> {
    return new Checker(await ownerClient())
  }

  check = async (config: unknown): Promise<Answer['body']> =>
    (await this.owner.post('/endpoints/check', { config })).body

  issuesOf = async (...transformations: object[]) =>
    short((await this.check(configOf(...transformations))).issues)
}
