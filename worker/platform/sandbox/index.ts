import type { Sandbox } from '../../transform/sandbox.ts'
import type * as isolate from './isolate.ts'

type Isolates = typeof isolate

/** What makes isolates is a module of its own: most isolates of the gateway run no code of authors. */
let isolates: Isolates | undefined

/** JavaScript of authors in isolates of its own (Worker Loader). Undefined without the binding: the paid plan has it. */
export function createSandbox(bindings: Readonly<Record<string, unknown>>): Sandbox | undefined {
  // No part of wrangler.toml as it is delivered, so no part of Env either.
  const loader = bindings['LOADER'] as WorkerLoader | undefined
  if (loader === undefined) return undefined
  return {
    async check(code) {
      isolates ??= await import('./isolate.ts')
      return isolates.checkCode(loader, code)
    },
    async run(program, call) {
      isolates ??= await import('./isolate.ts')
      return isolates.runCode(loader, program, call)
    },
  }
}
