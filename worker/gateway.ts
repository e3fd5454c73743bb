import type { TestRequest, TestResult } from '#contract/trace.ts'

import type { CompileDeps } from './compile.ts'
import type { Pipeline } from './pipeline.ts'
import type { ConfigSource } from './route/types.ts'

export interface GatewayDeps {
  readonly source: ConfigSource
  readonly compileDeps: CompileDeps
  readonly basePath: string
  readonly now: () => number
  readonly newRequestId: () => string
}

/** The data plane. One per isolate. */
export interface Gateway {
  /** Answers a request whose path starts with the base path. Never rejects: failures are problem+json. */
  handle(request: Request, waitUntil: (work: Promise<unknown>) => void): Promise<Response>
  /** Makes this isolate see what was just published. */
  refresh(): Promise<void>
  /** Runs a pipeline that is not published, on a request made up by an author, and traces every stage. */
  test(
    pipeline: Pipeline,
    endpoint: { method: string; path: string },
    request: TestRequest,
    waitUntil: (work: Promise<unknown>) => void,
  ): Promise<TestResult>
}

export function createGateway(_deps: GatewayDeps): Gateway {
  throw new TypeError('replaced in the next commits')
}
