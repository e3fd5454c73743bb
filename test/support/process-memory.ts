import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const pageOf = (pid: number, page: string) => `/proc/${pid}/${page}`

/** Memory of a process as Linux knows it. */
export interface ProcessMemory {
  residentBytes(): number
  /** Of the process since the last call of `forgetPeak`. */
  peakBytes(): number
  forgetPeak(): void
}

/** Of the runtime that this process started; undefined where there is no /proc or it may not be written. */
export function runtimeMemory(): ProcessMemory | undefined {
  const pid = childNamed('workerd', process.pid)
  if (pid === undefined) return undefined
  const read = (field: string) => {
    const status = readFileSync(pageOf(pid, 'status'), 'utf8')
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1_024
  }
  // 5 sets the high-water mark back to what is resident now (proc(5)).
  const forgetPeak = () => writeFileSync(pageOf(pid, 'clear_refs'), '5')
  try {
    forgetPeak()
  } catch {
    return undefined
  }
  return { residentBytes: () => read('VmRSS'), peakBytes: () => read('VmHWM'), forgetPeak }
}

function childNamed(name: string, parent: number): number | undefined {
  const pids = processes()
  const ancestors = (pid: number): number[] => {
    const stat = statOf(pid)
    return stat === undefined || stat.parent <= 1 ? [] : [stat.parent, ...ancestors(stat.parent)]
  }
  return pids.find((pid) => statOf(pid)?.name === name && ancestors(pid).includes(parent))
}

function processes(): readonly number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}

function statOf(pid: number): { readonly name: string; readonly parent: number } | undefined {
  try {
    const [, name = '', parent] =
      /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(pageOf(pid, 'stat'), 'utf8')) ?? []
    return { name, parent: Number(parent) }
  } catch {
    return undefined
  }
}
