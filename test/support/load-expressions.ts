import { loadLibrary } from '#worker/expression/index.ts'

// Tests compile at once; in production the gateway loads it when it is first needed (test/worker/expression/library.test.ts).
await loadLibrary()
