import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler'

import { buildBundle, bundleModules } from './bundle.ts'
import { root } from './paths.ts'

export interface InstanceOptions {
  /** Variables and secrets on top of wrangler.toml. */
  readonly vars?: Readonly<Record<string, string>>
  /** Hyperdrive bindings: a connection string each, called as the local Hyperdrive calls it. */
  readonly hyperdrives?: Readonly<Record<string, string>>
  /** Keeps state here and leaves it there. Without it: a temporary directory, removed at the end. */
  readonly stateDir?: string
  /** Workers over the same D1 and KV, each with its own isolate. The first answers at `url`. */
  readonly isolates?: number
  /** Receives what the Worker logs. Without it: stderr. */
  readonly onLog?: (message: string) => void
  /** A class by binding that stands in for the Worker's own: the source of a module that exports it as `Faulty`. */
  readonly faultyObjects?: Readonly<Record<string, string>>
  /** false: without the Worker Loader, as on the free plan. */
  readonly sandbox?: boolean
  /** false: dist/ is used as it is. */
  readonly build?: boolean
}

export interface Instance {
  readonly url: string
  /** One address per isolate, without a proxy in between. */
  readonly isolates: readonly string[]
  readonly database: Awaited<ReturnType<Miniflare['getD1Database']>>
  readonly miniflare: Miniflare
  stop(): Promise<void>
}

/** The real bundle under the rules of production (no eval), with D1, KV and Durable Objects simulated. */
export async function startInstance(options: InstanceOptions = {}): Promise<Instance> {
  if (options.build !== false) await buildBundle()
  const state = options.stateDir ?? (await mkdtemp(join(tmpdir(), 'ecluse-')))
  const names = Array.from({ length: options.isolates ?? 1 }, (_, index) => `ecluse-${index}`)
  const miniflare = await createMiniflare(names, state, options)
  const stop = async () => {
    await miniflare.dispose()
    if (options.stateDir === undefined) await rm(state, { recursive: true, force: true })
  }
  try {
    const url = await miniflare.ready
    const database = await miniflare.getD1Database('DB')
    await migrate(database)
    const isolates = await Promise.all(names.map((name) => miniflare.unsafeGetDirectURL(name)))
    return {
      url: url.origin,
      isolates: isolates.map(({ origin }) => origin),
      database,
      miniflare,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

async function createMiniflare(
  names: readonly string[],
  state: string,
  options: InstanceOptions,
): Promise<Miniflare> {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(`${root}wrangler.toml`)
  const modules = bundleModules().map(({ name, contents }) => ({
    type: 'ESModule' as const,
    path: name,
    contents,
  }))
  const faults = faultsOf(options, String(workerOptions.compatibilityDate))
  const onLog = options.onLog ?? ((message) => process.stderr.write(`${message}\n`))
  return new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port: 0,
      cf: false,
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: ({ message }) => onLog(message),
      unsafeLocalExplorer: false,
      unsafeObservability: false,
      resourcePersistencePath: state,
      workers: [
        ...names.map((name) => ({
          ...workerOptions,
          name,
          durableObjects: {
            ...objectsOf(workerOptions.durableObjects, names[0] ?? ''),
            ...Object.fromEntries(faults.map(({ binding, object }) => [binding, object])),
          },
          bindings: { ...configured(workerOptions.bindings), ...options.vars },
          ...(options.sandbox !== false && { workerLoaders: { LOADER: {} } }),
          ...(options.hyperdrives && { hyperdrives: { ...options.hyperdrives } }),
          modules,
          unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
        })),
        ...faults.map(({ worker }) => worker),
      ],
    }),
  )
}

/** All isolates share the objects of the first: each with classes of its own would count for itself. */
function objectsOf(objects: unknown, scriptName: string) {
  const declared = Object.entries(Object(objects) as Record<string, { readonly className: string }>)
  return Object.fromEntries(
    declared.map(([binding, object]) => [binding, { ...object, scriptName }]),
  )
}

/** Each in a Worker of its own: an isolate that hangs must not be the one that serves. */
function faultsOf({ faultyObjects = {} }: InstanceOptions, compatibilityDate: string) {
  return Object.entries(faultyObjects).map(([binding, contents]) => {
    const name = `faulty-${binding.toLowerCase().replaceAll('_', '-')}`
    const object = { className: 'Faulty', scriptName: name, useSQLite: true }
    const modules = [{ type: 'ESModule' as const, path: 'index.js', contents }]
    const durableObjects = { FAULTY: { className: 'Faulty', useSQLite: true } }
    return { binding, object, worker: { name, compatibilityDate, modules, durableObjects } }
  })
}

/** wrangler also offers the entries of .env; they configure wrangler, not the Worker. */
function configured(bindings: unknown): Record<string, string> {
  const { BASE_PATH } = Object(bindings) as Record<string, unknown>
  return typeof BASE_PATH === 'string' ? { BASE_PATH } : {}
}

async function migrate(database: Instance['database']): Promise<void> {
  const applied = await database
    .prepare(
      "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    )
    .first<number>('n')
  if (applied !== 0) return
  const files = (await readdir(`${root}migrations`)).filter((name) => name.endsWith('.sql')).sort()
  for (const file of files) {
    const sql = await readFile(`${root}migrations/${file}`, 'utf8')
    for (const statement of unstable_splitSqlQuery(sql)) await database.prepare(statement).run()
  }
}
