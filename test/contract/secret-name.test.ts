import { expect, it } from 'vitest'
import * as z from 'zod'

import { endpointConfig } from '#contract/endpoint.ts'
import { endpointSecretPlaces, integrationSecretPlaces } from '#contract/secret-name.ts'

interface Schema {
  readonly editor?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly [keyword: string]: unknown
}

/** Where the schema has an editor for the name of a secret; items of a list are `*`. */
function placesIn(schema: Schema, path: readonly string[] = []): string[] {
  if (schema.editor === 'secret-name') return [path.join('.')]
  const members = Object.entries(schema.properties ?? {}).map(
    ([name, member]) => [member, [...path, name]] as const,
  )
  const variants = ['oneOf', 'anyOf', 'allOf'].flatMap((keyword) =>
    ((schema[keyword] ?? []) as Schema[]).map((variant) => [variant, path] as const),
  )
  const others = ['items', 'additionalProperties'].flatMap((keyword) =>
    typeof schema[keyword] === 'object'
      ? [[schema[keyword] as Schema, [...path, '*']] as const]
      : [],
  )
  return [...members, ...variants, ...others].flatMap(([child, at]) => placesIn(child, at))
}

it('lists every place of a configuration that names a secret', () => {
  const schema = z.toJSONSchema(endpointConfig, { io: 'input', unrepresentable: 'any' }) as Schema
  const places = new Set(placesIn(schema))
  expect(places.size).toBeGreaterThan(0)
  const name = (place: readonly string[]) =>
    place.map((token) => (/^\d+$/.test(token) ? '*' : token)).join('.')
  const listed = new Set([
    ...endpointSecretPlaces.map(name),
    ...integrationSecretPlaces.map((place) => name(['integrations', '*', ...place])),
  ])
  expect([...places].sort()).toEqual([...listed].sort())
})
