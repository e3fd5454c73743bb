import { isBuiltin } from 'node:module'

import type { Plugin } from 'rolldown'

const prefix = '\0runtime:'

/** What CommonJS requires of the runtime becomes an import of it: a Worker has no require. */
export function runtimeModules(): Plugin {
  return {
    name: 'runtime-modules',
    resolveId: (id, _, { kind }) =>
      kind === 'require-call' && isBuiltin(id) ? prefix + id.replace(/^node:/, '') : undefined,
    load(id) {
      if (!id.startsWith(prefix)) return undefined
      const name = JSON.stringify(`node:${id.slice(prefix.length)}`)
      return `export * from ${name}; export { default } from ${name}`
    },
  }
}
