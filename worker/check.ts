import type { EndpointConfig } from '#contract/endpoint.ts'
import type { Issue } from '#contract/problem.ts'

import type { CompileDeps } from './compile.ts'

/** Everything that is wrong with a configuration at once, or the parsed configuration. */
export function check(
  _input: unknown,
  _deps: CompileDeps,
): { config: EndpointConfig } | { issues: Issue[] } {
  throw new TypeError('replaced in the next commits')
}
