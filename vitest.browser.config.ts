import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/browser/**/*.test.ts'],
    globalSetup: ['./test/support/build.ts'],
    testTimeout: 240_000,
    hookTimeout: 120_000,
    // One Chromium and one runtime at a time.
    maxWorkers: 1,
  },
})
