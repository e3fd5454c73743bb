import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [solid()],
  test: {
    environment: 'jsdom',
    include: ['test/dashboard/**/*.test.{ts,tsx}'],
    setupFiles: ['./test/support/settle-imports.ts'],
    // Against hanging only.
    testTimeout: 30_000,
  },
})
