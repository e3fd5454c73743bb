import { type ChildProcess, spawn } from 'node:child_process'

import { root } from './paths.ts'

const running = new Set<ChildProcess>()

interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Receives every line of both streams. */
  readonly onLine?: (line: string) => void
}

/** A child in its own process group, so that `stop` ends its children as well. */
export function start(command: string, args: readonly string[], options: StartOptions = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env: {
      ...process.env,
      PATH: `${root}node_modules/.bin:${process.env['PATH']}`,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  child.once('close', () => running.delete(child))
  for (const stream of [child.stdout, child.stderr]) eachLine(stream, options.onLine)
  return child
}

/** Runs a command to its end. Rejects with its output when it fails. */
export async function finish(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const lines: string[] = []
  const child = start(command, args, { env, onLine: (line) => lines.push(line) })
  const code = await exitOf(child)
  const output = lines.join('\n')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}\n${output}`)
  return output
}

/** SIGTERM to the whole group, SIGKILL after `graceMs`. Resolves when the child is gone. */
export async function stop(child: ChildProcess, graceMs = 5_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = exitOf(child)
  signal(child, 'SIGTERM')
  const timer = setTimeout(() => signal(child, 'SIGKILL'), graceMs)
  await gone
  clearTimeout(timer)
  signal(child, 'SIGKILL')
}

/** Ends every child that still runs. */
export async function stopAll(): Promise<void> {
  await Promise.all([...running].map((child) => stop(child)))
}

/** Resolves with the exit code; a signal counts as 1. */
export function exitOf(child: ChildProcess): Promise<number> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })
}

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function eachLine(stream: NodeJS.ReadableStream, onLine?: (line: string) => void): void {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onLine?.(line)
  })
  stream.on('end', () => rest !== '' && onLine?.(rest))
}
