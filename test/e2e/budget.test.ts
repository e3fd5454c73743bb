import { expect, test } from 'vitest'

import { sizes } from '../../scripts/lib/budget.ts'

test.each(sizes())('keeps the $name within its budget', ({ gzipBytes, maxGzipBytes }) => {
  expect(gzipBytes).toBeGreaterThan(0)
  expect(gzipBytes).toBeLessThanOrEqual(maxGzipBytes)
})
