import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process'
import { once } from 'node:events'

const alive = new Set<ChildProcess>()

process.once('exit', killAll)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130))
}

/** A process that ends with this one, whatever ends it. */
export function startChild(
  command: readonly string[],
  stdio: StdioOptions = ['ignore', 'ignore', 'pipe'],
): ChildProcess {
  const [program = '', ...args] = command
  const child = spawn(program, args, { stdio })
  alive.add(child)
  child.once('exit', () => alive.delete(child))
  return child
}

/** Asks a server to end, and returns when it has. */
export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 2_000)
  await ended
  clearTimeout(force)
}

/** Standard output of a command that must succeed. */
export async function runChild(command: readonly string[]): Promise<string> {
  const child = startChild(command, ['ignore', 'pipe', 'pipe'])
  const [output, errors, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exitCode(child),
  ])
  if (code !== 0) throw new Error(`${command.join(' ')} ended with ${code}: ${errors || output}`)
  return output
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'exit')
  return code
}

async function text(stream: NodeJS.ReadableStream | null): Promise<string> {
  let all = ''
  if (stream !== null) for await (const chunk of stream) all += String(chunk)
  return all
}

function killAll(): void {
  for (const child of alive) child.kill('SIGKILL')
}
