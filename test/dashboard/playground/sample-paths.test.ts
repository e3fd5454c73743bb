import { expect, it } from 'vitest'

import {
  pathStep,
  sampleNames,
  samplePaths,
} from '../../../dashboard/src/playground/sample-paths.ts'

const order = {
  id: 1,
  customer: { 'first name': 'Ada' },
  items: [{ price: 1 }, { price: 2, sku: 'A' }],
}

it('names every path, through lists without an index', () => {
  expect(samplePaths(order, 'body')).toEqual([
    'body.id',
    'body.customer',
    'body.customer.`first name`',
    'body.items',
    'body.items.price',
    'body.items.sku',
  ])
})

it('goes into a document that is a list', () => {
  expect(samplePaths([{ a: 1 }, { b: 2 }], 'body')).toEqual(['body.a', 'body.b'])
})

it('begins without a root for what stands beside the document', () => {
  expect(samplePaths({ request: { params: { id: '1' } } }, '')).toEqual([
    'request',
    'request.params',
    'request.params.id',
  ])
})

it('quotes what is no plain name, also the words of the language', () => {
  expect(pathStep('x-tenant')).toBe('`x-tenant`')
  expect(pathStep('and')).toBe('`and`')
  expect(pathStep('été')).toBe('`été`')
  expect(pathStep('a`b')).toBeUndefined()
})

it('offers the last names alone, for use within brackets', () => {
  expect(sampleNames(order)).toContain('price')
  expect(sampleNames({ a: { 'b.c': 1 } })).toEqual(['a', '`b.c`'])
})

it('stops in a document that is large or deep', () => {
  const wide = Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`n${index}`, 1]))
  expect(samplePaths(wide, 'body').length).toBe(300)
  const deep = JSON.parse('{"a":'.repeat(500) + '1' + '}'.repeat(500)) as unknown
  expect(samplePaths(deep, 'body').length).toBeLessThan(10)
})
