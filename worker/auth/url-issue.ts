import type { Issue } from '#contract/problem.ts'

import { isConfidential } from '../lib/confidential-url.ts'
import type { AuthPorts } from './types.ts'

/** What keeps a URL of the configuration from being called; an empty list: nothing. */
export function urlIssue(
  text: string,
  pointer: string,
  { refusal }: Pick<AuthPorts, 'refusal'>,
): Issue[] {
  const why = URL.canParse(text) ? refusal(new URL(text)) : 'The URL cannot be parsed'
  if (why !== undefined) return [{ pointer, code: 'upstream_forbidden', message: why }]
  return isConfidential(text) ? [] : [{ pointer, code: 'insecure_url', message: insecure }]
}

const insecure = 'Write https: whoever can change the answer on its way could sign tokens'
