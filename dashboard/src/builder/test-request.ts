import type { TestRequest } from '#contract/trace.ts'

import { pathParameters, pathParts } from './path-template.ts'

/** What the test console sends, as its fields hold it. */
export interface TestForm {
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** The path a test starts with, each parameter filled with a value that the author can change. */
export function testPath(template: string, values: Readonly<Record<string, string>>): string {
  const names = pathParameters(template)
  let index = 0
  return pathParts(template)
    .map((part) => {
      if (!part.isParameter) return part.text
      const name = names[index++] ?? ''
      return values[name] ?? (part.text === '*' || part.text.endsWith('+}') ? 'a/b' : '1')
    })
    .join('')
}

/** Where the value of a parameter stands in a path made of the template; undefined when the path does not fit it. */
export function parameterRange(
  template: string,
  path: string,
  name: string,
): { readonly from: number; readonly to: number } | undefined {
  const index = pathParameters(template).indexOf(name)
  const pattern = pathParts(template)
    .map(({ text, isParameter }) => {
      if (!isParameter) return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
      return text === '*' || text.endsWith('+}') ? '([^?]*)' : '([^/?]*)'
    })
    .join('')
  const match = new RegExp(`^${pattern}`, 'd').exec(path)
  const [from, to] = match?.indices?.[index + 1] ?? []
  return index === -1 || from === undefined || to === undefined ? undefined : { from, to }
}

export const hasBody = (method: string): boolean => !['GET', 'HEAD', 'DELETE'].includes(method)

/** Body of `POST /endpoints/{id}/test`. A body that is JSON is announced as JSON. */
export function testRequestOf(form: TestForm): TestRequest {
  const sendsBody = hasBody(form.method) && form.body !== ''
  const names = Object.keys(form.headers).map((name) => name.toLowerCase())
  const isAnnounced = !sendsBody || names.includes('content-type')
  return {
    method: form.method,
    path: form.path,
    query: { ...form.query },
    headers: {
      ...form.headers,
      ...(isAnnounced
        ? {}
        : { 'content-type': isJson(form.body) ? 'application/json' : 'text/plain' }),
    },
    ...(sendsBody ? { body: form.body } : {}),
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
