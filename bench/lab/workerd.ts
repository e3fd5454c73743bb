import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

import { build } from 'esbuild'

import { built, writeBuilt } from './build.ts'
import { startChild, stopChild } from './children.ts'
import { onCore } from './machine.ts'
import type { Server } from './target.ts'

export interface WorkerSpec {
  /** Source file, relative to bench/. */
  readonly entry: string
  /** Text bindings. */
  readonly bindings: Readonly<Record<string, string>>
  /** Binding name → class name of the Durable Objects it needs. */
  readonly objects?: Readonly<Record<string, string>>
}

const bench = join(import.meta.dirname, '..')
const binary = join(bench, '../node_modules/.bin/workerd')
const bundles = new Map<string, Promise<string>>()
let started = 0

/** A Worker in a workerd process of its own, without any development proxy. */
export async function startWorker(spec: WorkerSpec): Promise<Server> {
  const bundle = await bundled(spec.entry)
  started += 1
  const disk = built(`objects-${process.pid}-${started}`)
  mkdirSync(disk, { recursive: true })
  const config = writeBuilt(`server-${started}.capnp`, capnp(spec, bundle, disk))
  const child = startChild(
    onCore(0, [binary, 'serve', config, '--control-fd=3', '--experimental']),
    ['ignore', 'ignore', 'inherit', 'pipe'],
  )
  const port = await listening(child.stdio[3] as Readable, child)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    async stop() {
      await stopChild(child)
      rmSync(disk, { recursive: true, force: true })
    },
  }
}

function bundled(entry: string): Promise<string> {
  const known = bundles.get(entry)
  if (known !== undefined) return known
  const outfile = built(`${basename(entry, '.ts')}.js`)
  const done = build({
    entryPoints: [join(bench, entry)],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['cloudflare:*', 'node:*'],
    logLevel: 'warning',
  }).then(() => basename(outfile))
  bundles.set(entry, done)
  return done
}

/** The first line on the control descriptor says which port the system gave. */
async function listening(control: Readable, child: ReturnType<typeof startChild>): Promise<number> {
  const line = once(createInterface(control), 'line').then(([text]) => JSON.parse(String(text)))
  const ended = once(child, 'exit').then(() => {
    throw new Error('workerd ended before it listened')
  })
  const event = await Promise.race([line, ended])
  return Number(event.port)
}

function capnp(spec: WorkerSpec, bundle: string, disk: string): string {
  const objects = Object.entries(spec.objects ?? {})
  const text = Object.entries(spec.bindings).map(
    ([name, value]) => `(name = "${name}", text = ${JSON.stringify(value)})`,
  )
  const namespaces = objects.map(
    ([name, className]) => `(name = "${name}", durableObjectNamespace = "${className}")`,
  )
  const classes = objects.map(
    ([, className]) => `(className = "${className}", uniqueKey = "${className}", enableSql = true)`,
  )
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  v8Flags = ["--max-heap-size=128"],
  services = [
    (name = "main", worker = .main),
    (name = "objects", disk = (path = ${JSON.stringify(disk)}, writable = true)),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const main :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "${bundle}")],
  compatibilityDate = "2026-10-01",
  bindings = [${[...text, ...namespaces].join(', ')}],
  durableObjectNamespaces = [${classes.join(', ')}],
  durableObjectStorage = (localDisk = "objects"),
);
`
}
