// Plain JavaScript: the types of graphql-yoga bring the DOM's, which are not those of a Worker.
import { createSchema, createYoga } from 'graphql-yoga'

/** A GraphQL Yoga server with values that come back as they were understood, and fields that fail. */
export function startYoga() {
  /** @type {{ query: string }[]} */
  const received = []
  const fail = () => {
    throw new Error('relation "orders_2019" does not exist at db-7.internal')
  }
  const schema = createSchema({
    typeDefs: /* GraphQL */ `
      scalar JSON
      input Filter {
        text: String
        tags: [String!]
      }
      type Query {
        echo(text: String, number: Float, flag: Boolean, filter: Filter, any: JSON): JSON
        required(id: ID!): JSON
        defaulted(size: Int = 10): Int
        broken: String
        ok: String
        nested: Nested
      }
      type Nested {
        nested: Nested
        name: String
      }
      type Mutation {
        add(text: String!): String
        erase: String
      }
    `,
    resolvers: {
      Query: {
        echo: (_root, args) => args,
        required: (_root, args) => args,
        defaulted: (_root, { size }) => size,
        broken: fail,
        ok: () => 'fine',
      },
      Mutation: { add: (_root, { text }) => text, erase: fail },
    },
  })
  const yoga = createYoga({ schema, logging: false, maskedErrors: false })
  return {
    received,
    async fetch(request) {
      const { query } = await queryOf(request.clone())
      received.push({ query })
      return yoga.fetch(request)
    },
  }
}

async function queryOf(request) {
  if (request.method === 'POST') return request.json()
  return { query: new URL(request.url).searchParams.get('query') ?? '' }
}
