import { parsePointer } from '../lib/json-pointer.ts'

/** Names that lead to prototypes. */
export const forbiddenNames: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
])

export function isSafeName(name: string): boolean {
  return !forbiddenNames.has(name)
}

/** Where a step writes: the tokens of its path, or what is wrong with it. */
export type Target = { readonly path: readonly string[] } | { readonly problem: string }

/** Reads a target: empty for the whole body, a JSON Pointer when it starts with `/`, else a dotted path. */
export function parseTarget(text: string): Target {
  const path = text.startsWith('/') ? parsePointer(text) : parseDotted(text)
  if (path === undefined) return { problem: 'Write a dotted path such as user.name, or /user/name' }
  const refused = path.find((token) => forbiddenNames.has(token))
  return refused === undefined ? { path } : { problem: `${refused} is not allowed in a target` }
}

function parseDotted(text: string): string[] | undefined {
  if (text === '') return []
  const path = text.split('.')
  return path.includes('') ? undefined : path
}
