import { pointerTo } from '#contract/json-pointer.ts'
import type { Issue } from '#contract/problem.ts'

import { collect } from '../collect-issues.ts'
import type { RequestContext } from '../context.ts'
import { compileTemplate } from '../expression/index.ts'
import type { Template } from '../expression/types.ts'
import { Problem } from '../problem.ts'
import { reject, type Rejection } from '../rejection.ts'
import { connectionHeaders } from './forward-headers.ts'

/** Headers an author set. They win over what was there before. */
export interface ConfiguredHeaders {
  readonly isEmpty: boolean
  readonly names: readonly string[]
  readonly templates: readonly Template[]
  /** A value that cannot be a header (a line break, say) is refused, not sent. */
  apply(headers: Headers, ctx: RequestContext): Promise<Rejection | undefined>
}

/** Throws Problem invalid_configuration: forbidden_header, invalid_header. */
export function compileHeaders(
  config: Readonly<Record<string, string>>,
  pointer: string,
): ConfiguredHeaders {
  const issues: Issue[] = []
  const entries: (readonly [name: string, template: Template])[] = []
  for (const [name, text] of Object.entries(config)) {
    const at = pointer + pointerTo(name)
    const lower = name.toLowerCase()
    const template = collect(issues, () => compileHeader(lower, text, at))
    if (template !== undefined) entries.push([lower, template])
  }
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  return {
    isEmpty: entries.length === 0,
    names: entries.map(([name]) => name),
    templates: entries.map(([, template]) => template),
    async apply(headers, ctx) {
      for (const [name, template] of entries) {
        const value = template.constant ?? (await template.render({ ctx }))
        if (!isHeaderValue(value)) return unusable(name, template)
        headers.set(name, value)
      }
      return undefined
    },
  }
}

function compileHeader(name: string, text: string, pointer: string): Template {
  const issue = (code: string, message: string) =>
    new Problem('invalid_configuration', { issues: [{ pointer, code, message }] })
  if (connectionHeaders.includes(name)) {
    throw issue('forbidden_header', `Remove ${name}: the gateway sets it itself`)
  }
  const template = compileTemplate(text, pointer)
  if (!template.parts.every((part) => typeof part !== 'string' || isHeaderValue(part))) {
    throw issue('invalid_header', 'Write one line of printable ASCII text')
  }
  return template
}

/** RFC 9110 5.5 without obs-text: what every server reads the same way. */
function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(value)
}

function unusable(name: string, template: Template): Rejection {
  const fromUpstream = template.integrations.length > 0
  return reject(fromUpstream ? 'upstream_invalid_response' : 'malformed_header', {
    detail: `The value for the header ${name} has a line break or characters outside ASCII`,
  })
}
