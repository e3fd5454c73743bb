import { parsePathPattern, type PathPattern } from './path-pattern.ts'
import type { RouteEntry } from './types.ts'

/** The route that answers, and its path parameters, still percent-encoded. */
export interface RouteHit {
  readonly entry: RouteEntry
  readonly rawParams: Readonly<Record<string, string>>
}

/** Routes match the path, none matches the method. `allow` lists the methods that do, sorted. */
export interface RouteMiss {
  readonly allow: readonly string[]
}

/** All live routes of one revision, ready to match. Never changed once built. */
export interface Router {
  /**
   * The most specific route of `method` for a normalised path: segment by segment, literal before
   * parameter before wildcard. HEAD is answered by GET. Undefined when no route has this path.
   */
  match(method: string, path: string): RouteHit | RouteMiss | undefined
  /** Entries whose template does not parse: left out, so that they cost no other route its life. */
  readonly unusable: readonly RouteEntry[]
  /** Whether any route has its answers cached. */
  readonly hasCaches: boolean
}

/** A route in the table; `next` is the route of another method with the same template. */
interface Route {
  readonly entry: RouteEntry
  /** Segment number and name of each parameter. */
  readonly params: readonly (readonly [number, string])[]
  readonly wildcardAt: number
  readonly next: Route | undefined
}

interface TrieNode {
  literals: Map<string, TrieNode> | undefined
  param: TrieNode | undefined
  route: Route | undefined
  wildcard: Route | undefined
}

const noParams: Readonly<Record<string, string>> = Object.freeze(Object.create(null))

export function buildRouter(entries: readonly RouteEntry[]): Router {
  const literalPaths = new Map<string, Route>()
  const root = newNode()
  const unusable: RouteEntry[] = []
  for (const entry of entries) {
    const pattern = parsePathPattern(entry.path)
    if ('fault' in pattern) unusable.push(entry)
    else if (pattern.params.length === 0) {
      const path = `/${pattern.segments.map((segment) => ('value' in segment ? segment.value : '')).join('/')}`
      literalPaths.set(path, newRoute(entry, pattern, literalPaths.get(path)))
    } else insert(root, entry, pattern)
  }
  return {
    unusable,
    hasCaches: entries.some(({ caches }) => caches),
    match(method, path) {
      const wanted = method === 'HEAD' ? 'GET' : method
      const literal = withMethod(literalPaths.get(path), wanted)
      if (literal !== undefined) return { entry: literal.entry, rawParams: noParams }
      const route = find(root, path, 1, wanted)
      if (route !== undefined) return { entry: route.entry, rawParams: readParams(route, path) }
      return missOf(literalPaths.get(path), root, path)
    },
  }
}

function insert(root: TrieNode, entry: RouteEntry, pattern: PathPattern): void {
  let node = root
  for (const segment of pattern.segments) {
    if (segment.kind === 'wildcard') {
      node.wildcard = newRoute(entry, pattern, node.wildcard)
      return
    }
    node = segment.kind === 'param' ? (node.param ??= newNode()) : literalChild(node, segment.value)
  }
  node.route = newRoute(entry, pattern, node.route)
}

function literalChild(node: TrieNode, value: string): TrieNode {
  node.literals ??= new Map()
  const known = node.literals.get(value)
  if (known !== undefined) return known
  const child = newNode()
  node.literals.set(value, child)
  return child
}

function newNode(): TrieNode {
  return { literals: undefined, param: undefined, route: undefined, wildcard: undefined }
}

function newRoute(entry: RouteEntry, pattern: PathPattern, next: Route | undefined): Route {
  const params: [number, string][] = []
  for (const [at, segment] of pattern.segments.entries())
    if (segment.kind !== 'literal') params.push([at, segment.name])
  const wildcardAt = pattern.wildcard === undefined ? -1 : pattern.segments.length - 1
  return { entry, params, wildcardAt, next }
}

function withMethod(first: Route | undefined, method: string): Route | undefined {
  let route = first
  while (route !== undefined && route.entry.method !== method) route = route.next
  return route
}

/** Depth-first in order of specificity; each node of the trie is visited at most once. */
function find(node: TrieNode, path: string, from: number, method: string): Route | undefined {
  if (from > path.length) return withMethod(node.route, method)
  const slashAt = path.indexOf('/', from)
  const end = slashAt === -1 ? path.length : slashAt
  const literal = node.literals?.get(path.slice(from, end))
  const viaLiteral = literal && find(literal, path, end + 1, method)
  if (viaLiteral !== undefined) return viaLiteral
  if (end === from) return undefined
  const viaParam = node.param && find(node.param, path, end + 1, method)
  return viaParam ?? withMethod(node.wildcard, method)
}

function readParams(route: Route, path: string): Readonly<Record<string, string>> {
  const values: Record<string, string> = Object.create(null)
  let segment = 0
  let from = 1
  for (const [at, name] of route.params) {
    for (; segment < at; segment += 1) from = path.indexOf('/', from) + 1
    const end = at === route.wildcardAt ? -1 : path.indexOf('/', from)
    values[name] = end === -1 ? path.slice(from) : path.slice(from, end)
  }
  return values
}

function missOf(literal: Route | undefined, root: TrieNode, path: string): RouteMiss | undefined {
  const methods = new Set<string>()
  addMethods(methods, literal)
  collect(methods, root, path, 1)
  if (methods.size === 0) return undefined
  if (methods.has('GET')) methods.add('HEAD')
  return { allow: [...methods, 'OPTIONS'].sort() }
}

function collect(methods: Set<string>, node: TrieNode, path: string, from: number): void {
  if (from > path.length) {
    addMethods(methods, node.route)
    return
  }
  const slashAt = path.indexOf('/', from)
  const end = slashAt === -1 ? path.length : slashAt
  const literal = node.literals?.get(path.slice(from, end))
  if (literal !== undefined) collect(methods, literal, path, end + 1)
  if (end === from) return
  if (node.param !== undefined) collect(methods, node.param, path, end + 1)
  addMethods(methods, node.wildcard)
}

function addMethods(methods: Set<string>, first: Route | undefined): void {
  for (let route = first; route !== undefined; route = route.next) methods.add(route.entry.method)
}
