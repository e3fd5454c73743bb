import { createHash } from 'node:crypto'
import { join } from 'node:path'

import { writeBuilt } from './build.ts'
import { runChild } from './children.ts'
import { cpuNs, machineCpuNs, ownCpuNs } from './cpu.ts'
import { hasProgram, onCore } from './machine.ts'
import type { Server, Traffic } from './target.ts'

/** What one burst of load against one server gave. */
export interface Burst {
  readonly requestsPerSecond: number
  /** CPU of the server under test; 1 s per 1,000 requests is 1,000 µs per request. */
  readonly cpuUsPerRequest: number
  readonly p50Ms: number
  /** Corrected by wrk for requests it could not send while the server was stalled. */
  readonly p99Ms: number
  /** Share of one core the server used. */
  readonly serverBusy: number
  /** Cores used by anything that is not this benchmark. */
  readonly foreignCores: number
}

interface Counts {
  readonly requests: number
  readonly durationUs: number
  readonly failures: number
  readonly p50Us: number
  readonly p99Us: number
}

export const connections = 32
export const generator = hasProgram('wrk') ? 'wrk' : 'autocannon'
let seed = 0

/** Puts a server under load. Throws when any answer is missing or is not a 2xx. */
export async function burst(
  server: Server,
  traffic: Traffic,
  options: { seconds: number; originPid: number },
): Promise<Burst> {
  const before = readClocks(server.pid, options.originPid)
  const counts: Counts = JSON.parse(
    lastLine(await runChild(onCore(1, command(server.url, traffic, options.seconds)))),
  )
  const after = readClocks(server.pid, options.originPid)
  if (counts.failures > 0 || counts.requests === 0) {
    throw new Error(`${counts.failures} of ${counts.requests} requests failed under load`)
  }
  const wallNs = (after.atMs - before.atMs) * 1e6
  const serverNs = after.server - before.server
  const benchNs = serverNs + (after.origin - before.origin) + (after.own - before.own)
  return {
    requestsPerSecond: (counts.requests / counts.durationUs) * 1e6,
    cpuUsPerRequest: serverNs / 1e3 / counts.requests,
    p50Ms: counts.p50Us / 1e3,
    p99Ms: counts.p99Us / 1e3,
    serverBusy: serverNs / (counts.durationUs * 1e3),
    foreignCores: Math.max(0, (after.machine - before.machine - benchNs) / wallNs),
  }
}

function readClocks(serverPid: number, originPid: number) {
  return {
    atMs: performance.now(),
    server: cpuNs(serverPid),
    origin: cpuNs(originPid),
    own: ownCpuNs(),
    machine: machineCpuNs(),
  }
}

function command(url: string, traffic: Traffic, seconds: number): readonly string[] {
  const { paths, headers = {}, body = '', callers } = traffic
  const pathsFile = writeNamed('paths', `${paths.join('\n')}\n`)
  const bodyFile = writeNamed('body', body)
  const lines = callers?.values.map((value) => `${callers.header}: ${value}\n`) ?? []
  const callersFile = writeNamed('callers', lines.join(''))
  if (generator === 'autocannon') {
    const script = join(import.meta.dirname, 'autocannon-load.mjs')
    const settings = [
      url,
      pathsFile,
      `${seconds}`,
      `${connections}`,
      bodyFile,
      JSON.stringify(headers),
      callersFile,
    ]
    return [process.execPath, script, ...settings]
  }
  const script = join(import.meta.dirname, 'wrk.lua')
  const headerFlags = Object.entries(headers).flatMap(([key, value]) => ['-H', `${key}: ${value}`])
  const shape = ['-t1', `-c${connections}`, `-d${seconds}s`]
  seed += 1
  const args = [pathsFile, `${seed}`, bodyFile, callersFile]
  return ['wrk', ...shape, ...headerFlags, '-s', script, url, '--', ...args]
}

/** Named by its content: bursts share files, and no burst reads another one's. */
function writeNamed(kind: string, text: string): string {
  const name = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return writeBuilt(`${kind}-${name}.txt`, text)
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
