interface Operation {
  readonly operationId?: string
  readonly parameters?: readonly { readonly name: string; readonly in: string }[]
  readonly responses?: Readonly<Record<string, { readonly description?: string }>>
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']

/** What an OpenAPI 3.1 document must hold (its sections 4.8.1 to 4.8.16) and this one does not, in words. */
export function openapiFaults(document: unknown): string[] {
  const root = document as {
    openapi?: string
    info?: { title?: string; version?: string }
    paths?: Record<string, Record<string, Operation>>
  }
  const operations = Object.entries(root.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [{ path, method, operation: item[method] }] : [])),
  )
  const ids = operations.map(({ operation }) => operation.operationId)
  return [
    ...rootFaults(root),
    ...operations.flatMap(({ path, method, operation }) =>
      operationFaults(`${method} ${path}`, path, operation),
    ),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `operationId ${id} twice`),
    ...referenceFaults(document, document),
  ]
}

function rootFaults(root: { openapi?: string; info?: object; paths?: object }): string[] {
  const faults: string[] = []
  if (!/^3\.1\.\d+$/.test(root.openapi ?? '')) faults.push(`openapi is ${root.openapi}`)
  for (const name of ['title', 'version']) {
    if (!Object.hasOwn(root.info ?? {}, name)) faults.push(`info has no ${name}`)
  }
  if (Object.keys(root.paths ?? {}).some((path) => !path.startsWith('/'))) {
    faults.push('a path does not start with a slash')
  }
  return root.paths === undefined ? [...faults, 'paths is missing'] : faults
}

function operationFaults(name: string, path: string, operation: Operation): string[] {
  const faults: string[] = []
  if (operation.operationId === undefined) faults.push(`${name} has no operationId`)
  const responses = Object.entries(operation.responses ?? {})
  if (responses.length === 0) faults.push(`${name} has no responses`)
  for (const [status, response] of responses) {
    if (!/^([1-5]\d\d|[1-5]XX|default)$/.test(status)) faults.push(`${name}: status ${status}`)
    if (!('$ref' in response) && response.description === undefined) {
      faults.push(`${name}: ${status} has no description`)
    }
  }
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1])
  const declared = (operation.parameters ?? []).filter((p) => p.in === 'path').map((p) => p.name)
  if (inPath.toSorted().join() !== declared.toSorted().join()) {
    faults.push(`${name} has {${inPath}} in its path and declares {${declared}}`)
  }
  return faults
}

/** A schema with an `$id` is the root of its own references (JSON Schema 2020-12 8.2.1). */
function referenceFaults(value: unknown, outerRoot: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { $id, $ref } = value as { $id?: unknown; $ref?: unknown }
  const root = typeof $id === 'string' ? value : outerRoot
  const faults = Object.values(value).flatMap((child) => referenceFaults(child, root))
  if (typeof $ref === 'string' && !resolves($ref, root)) faults.push(`${$ref} leads nowhere`)
  return faults
}

function resolves(reference: string, root: unknown): boolean {
  if (!reference.startsWith('#/')) return reference === '#'
  let node = root
  for (const part of reference.slice(2).split('/')) {
    const key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, key)) return false
    node = (node as Record<string, unknown>)[key]
  }
  return true
}
