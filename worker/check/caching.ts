import type { Issue } from '#contract/problem.ts'

import { tagParameters } from '../cache/index.ts'
import { parsePathPattern } from '../route/path-pattern.ts'
import type { Sections } from './sections.ts'

/** What of a cache shows without compiling anything: uncacheable_method, no_consumer, unknown_parameter, invalid_path. */
export function cachingIssues({ caching, method, path, authentication }: Sections): Issue[] {
  if (caching?.enabled !== true) return []
  return [
    ...(method !== undefined && method !== 'GET' ? [uncacheable] : []),
    ...(caching.partition === 'consumer' && authentication?.type === 'none' ? [noConsumer] : []),
    ...caching.tags.flatMap((tag, at) => unknownParameters(tag, path, `/caching/tags/${at}`)),
    ...caching.invalidationRules.flatMap(({ on, tags }, at) => {
      const pointer = `/caching/invalidationRules/${at}`
      const written = on.slice(on.indexOf(' ') + 1)
      return [
        ...pathFault(written, pointer),
        ...tags.flatMap((tag, index) =>
          unknownParameters(tag, written, `${pointer}/tags/${index}`),
        ),
      ]
    }),
  ]
}

const uncacheable: Issue = Object.freeze({
  pointer: '/caching/enabled',
  code: 'uncacheable_method',
  message: 'Answers are remembered for GET (and HEAD with it); use false or write the method GET',
})

const noConsumer: Issue = Object.freeze({
  pointer: '/caching/partition',
  code: 'no_consumer',
  message: 'Nobody knows who calls without authentication; use "auto" or choose an authentication',
})

function pathFault(path: string, pointer: string): Issue[] {
  const pattern = parsePathPattern(path)
  return 'fault' in pattern ? [{ pointer, code: 'invalid_path', message: pattern.fault }] : []
}

function unknownParameters(tag: string, path: string | undefined, pointer: string): Issue[] {
  const pattern = path === undefined ? undefined : parsePathPattern(path)
  if (pattern === undefined || 'fault' in pattern) return []
  return tagParameters(tag)
    .filter((name) => !pattern.params.includes(name))
    .map((name) => ({
      pointer,
      code: 'unknown_parameter',
      message: `The path ${path} has no parameter ${name}; ${advice(pattern.params)}`,
    }))
}

function advice(params: readonly string[]): string {
  return params.length === 0 ? 'remove it' : `write one of: ${params.join(', ')}`
}
