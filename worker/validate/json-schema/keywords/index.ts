import type { Draft } from '../dialect.ts'
import type { Keyword } from '../types.ts'
import { applicators } from './applicators.ts'
import { arrays, arrayLimits } from './arrays.ts'
import { constants } from './constants.ts'
import { format } from './format.ts'
import { numbers } from './numbers.ts'
import { objects, objectLimits } from './objects.ts'
import { strings } from './strings.ts'
import { unevaluated } from './unevaluated.ts'

/** Keywords that need to know what the others evaluated. They come last. */
export const annotating = Object.keys(unevaluated)

const draft07Only = ['additionalItems', 'dependencies']
const draft2020Only = ['prefixItems', 'dependentRequired', 'dependentSchemas', ...annotating]

/** The keywords that mean something, in the order they are checked. */
export function keywordsOf(
  draft: Draft,
  asserts: boolean,
  assertFormats: boolean,
): readonly (readonly [string, Keyword])[] {
  return tables[draft][asserts ? (assertFormats ? 'formats' : 'plain') : 'describing']
}

const asserting = { ...constants, ...numbers, ...strings, ...objectLimits, ...arrayLimits }
const applying = { ...objects, ...arrays, ...applicators, ...unevaluated }

function table(draft: Draft, keywords: Readonly<Record<string, Keyword>>) {
  const others = draft === 'draft-07' ? draft2020Only : draft07Only
  return Object.entries(keywords).filter(([keyword]) => !others.includes(keyword))
}

const tablesOf = (draft: Draft) => ({
  plain: table(draft, { ...asserting, ...applying }),
  formats: table(draft, { ...asserting, format, ...applying }),
  describing: table(draft, applying),
})

const tables = { 'draft-07': tablesOf('draft-07'), '2020-12': tablesOf('2020-12') }
