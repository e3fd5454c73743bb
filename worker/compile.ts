import type { EndpointConfig } from '#contract/endpoint.ts'

import type { Upstream } from './integrations/types.ts'
import type { Pipeline } from './pipeline.ts'

/** What compiled pipelines need from the platform. */
export interface CompileDeps {
  readonly upstream: Upstream
}

/** A checked configuration → the pipeline that runs it. The only file that knows all stages. */
export function compile(_config: EndpointConfig, _deps: CompileDeps): Pipeline {
  throw new TypeError('replaced in the next commits')
}
