import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'

/** Whether a program is on the PATH. */
export function hasProgram(name: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${name}`]).status === 0
}

const canPin =
  availableParallelism() >= 2 && spawnSync('taskset', ['-c', '0,1', 'true']).status === 0

/** Core 0 is for the server under test alone; load generator and origin share core 1. */
export function onCore(core: 0 | 1, command: readonly string[]): readonly string[] {
  return canPin ? ['taskset', '-c', String(core), ...command] : command
}

export const pinning = canPin
  ? 'server on core 0, load and origin on core 1'
  : 'not pinned: needs taskset and two cores'

/** A loopback port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  const server = createServer()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
  })
  return promise
}

/** Resolves when the server answers anything at all. */
export async function answers(url: string, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const response = await fetch(url).catch(() => undefined)
    if (response !== undefined) return void (await response.arrayBuffer())
    if (performance.now() > deadline) throw new Error(`${url} does not answer`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Other work on this machine waits for the benchmark, where the system allows it: root and autogroups. */
export function raisePriority(): void {
  try {
    writeFileSync('/proc/self/autogroup', '-15')
  } catch {
    // Not root, or no autogroups: foreign load then shows in the table.
  }
}
