import type { Issue } from '#contract/problem.ts'

import type { AuthPorts } from './types.ts'

/** What keeps a URL of the configuration from being called; an empty list: nothing. */
export function urlIssue(
  text: string,
  pointer: string,
  { refusal }: Pick<AuthPorts, 'refusal'>,
): Issue[] {
  const why = URL.canParse(text) ? refusal(new URL(text)) : 'The URL cannot be parsed'
  return why === undefined ? [] : [{ pointer, code: 'upstream_forbidden', message: why }]
}
