import { readdirSync, readFileSync } from 'node:fs'

/** Clock ticks of /proc/PID/stat per second: 100 on every Linux that Node supports. */
const ticksPerSecond = 100

/** CPU time a process and its children have used, in nanoseconds (Linux only). */
export function cpuNs(pid: number): number {
  let total = 0
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const folder = `/proc/${pid}/task/${thread}`
    total += Number(read(`${folder}/schedstat`).split(' ')[0])
    for (const child of read(`${folder}/children`).split(' ')) {
      if (child.trim() !== '') total += cpuNs(Number(child))
    }
  }
  return total
}

/** CPU time of all processes of the machine and what its host took from it, in nanoseconds. */
export function machineCpuNs(): number {
  const [user, nice, system, , , irq, softirq, stolen] = read('/proc/stat')
    .slice('cpu'.length)
    .trimStart()
    .split(' ')
    .map(Number)
  const ticks = [user, nice, system, irq, softirq, stolen].reduce<number>(
    (sum, n) => sum + (n ?? 0),
    0,
  )
  return (ticks / ticksPerSecond) * 1e9
}

/** CPU time of this process and of the children that have ended, in nanoseconds: the load generator. */
export function ownCpuNs(): number {
  const stat = read('/proc/self/stat')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0)
  return (ticks / ticksPerSecond) * 1e9
}

function read(path: string): string {
  return readFileSync(path, 'utf8')
}
