import type * as z from 'zod'

import type { Issue } from '#contract/problem.ts'

/** Every problem a schema found, each with a JSON Pointer (RFC 6901) into the document. */
export function issuesOf(error: z.ZodError, input: unknown): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: pointerOf([...issue.path, key]),
        code: 'unknown_field',
        message: 'Leave this field out: it is not known',
      }))
    }
    const isMissing = issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined
    return [
      {
        pointer: pointerOf(issue.path),
        code: isMissing ? 'required' : issue.code,
        message: isMissing ? 'Write a value: it is required' : issue.message,
      },
    ]
  })
}

function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined
    value = Reflect.get(value, part)
  }
  return value
}
