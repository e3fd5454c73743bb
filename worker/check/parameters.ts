import { pointerTo } from '#contract/json-pointer.ts'
import type { Issue } from '#contract/problem.ts'

import type { Sections } from './sections.ts'
import { parsePathPattern } from '../route/path-pattern.ts'

/** Path parameters that templates and expressions read and the path does not have: unknown_parameter. */
export function parameterIssues(sections: Sections): Issue[] {
  const pattern = sections.path === undefined ? undefined : parsePathPattern(sections.path)
  if (pattern === undefined || 'fault' in pattern) return []
  const sources = [
    ...sections.integrations.flatMap((config, at) => textsOf(config, `/integrations/${at}`)),
    ...sections.transformations.flatMap((config, at) =>
      textsOf(config?.rules, `/transformations/${at}/rules`),
    ),
    ...textsOf(sections.response, '/response'),
    ...textsOf(sections.caching?.key, '/caching/key'),
  ]
  return sources.flatMap(({ pointer, text }) =>
    [...text.matchAll(parameterRead)]
      .map((match) => match[1] ?? '')
      .filter((name) => !pattern.params.includes(name))
      .map((name) => ({
        pointer,
        code: 'unknown_parameter',
        message: unknown(name, pattern.params),
      })),
  )
}

const parameterRead = /\brequest\.params\.([A-Za-z_]\w*)/g

function unknown(name: string, params: readonly string[]): string {
  const advice =
    params.length === 0
      ? `write {${name}} in the path, or remove it`
      : `write one of: ${params.join(', ')}`
  return `The path has no parameter ${name}; ${advice}`
}

interface Text {
  readonly pointer: string
  readonly text: string
}

/** Every string below a value, with where it stands. */
export function textsOf(value: unknown, pointer: string): Text[] {
  if (typeof value === 'string') return [{ pointer, text: value }]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) =>
    textsOf(item, pointer + pointerTo(key)),
  )
}
