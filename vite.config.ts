import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

export default defineConfig({
  root: 'dashboard',
  plugins: [solid()],
  build: {
    outDir: '../dist/client',
    emptyOutDir: true,
    target: 'es2023',
    // All know light-dark(), so the colours stay as written instead of being rewritten to variables.
    cssTarget: ['chrome123', 'firefox128', 'safari17.5'],
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8787' } },
})
