import type { CompileDeps } from './compile.ts'
import type { Settings } from './env.ts'
import type { Gateway } from './gateway.ts'

/** Ports of the whole Worker, built once per isolate from the bindings. */
export interface Services {
  readonly settings: Settings
  readonly gateway: Gateway
  readonly compileDeps: CompileDeps
}
