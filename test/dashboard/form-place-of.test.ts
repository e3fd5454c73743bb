import { expect, it } from 'vitest'

import { placeOf } from '../../dashboard/src/form/place-of.ts'

const text = '{\n  a %\n}'

it.each([
  ['Remove or correct "%" (line 2, column 5)', { from: 6, to: 7 }],
  ['Write } (line 3, column 2)', { from: 9, to: 9 }],
  ['Close the text (line 9, column 40)', { from: 10, to: 10 }],
  ['Write a query or a mutation', undefined],
])('finds where a problem is: %s', (message, place) => {
  expect(placeOf(text, message)).toEqual(place)
})
