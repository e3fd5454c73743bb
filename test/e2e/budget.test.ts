import { expect, test } from 'vitest'

import { sizes } from '../../scripts/lib/budget.ts'
import { startModules } from '../../scripts/lib/bundle.ts'

test.each(sizes())('keeps the $name within its budget', ({ gzipBytes, maxGzipBytes }) => {
  expect(gzipBytes).toBeGreaterThan(0)
  expect(gzipBytes).toBeLessThanOrEqual(maxGzipBytes)
})

test('starts without the management API', () => {
  const code = startModules().map(({ contents }) => contents)
  expect(code.join('\n')).not.toContain('/endpoints/{id}/publish')
})
