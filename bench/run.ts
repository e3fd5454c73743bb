import { writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'

import { type Case, cases, control } from './cases.ts'
import { compare } from './lab/compare.ts'
import { connections, generator } from './lab/load.ts'
import { pinning, raisePriority } from './lab/machine.ts'
import { parseOptions, roundsOf, usage } from './lab/options.ts'
import { type Origin, startOrigin } from './lab/origin.ts'
import { isNoisy, json, type Outcome, shortSpread, tables, verdict } from './lab/report.ts'

const options = parseOptions(process.argv.slice(2))
if (options.help) {
  say(usage)
  process.exit(0)
}
if (process.platform !== 'linux') fail('CPU is read from /proc: run the benchmark on Linux')

const chosen = cases.filter((row) => isChosen(row, options.only))
if (chosen.length === 0) {
  fail(`No such case. There are: ${cases.map((row) => `${row.case}:${row.peer}`).join(', ')}`)
}

raisePriority()
const startedAt = performance.now()
const origin = await startOrigin()
say(`${cpus()[0]?.model ?? 'unknown CPU'}, Linux ${release()}; ${pinning}`)
say(`origin ${origin.kind}, load ${generator}, ${connections} connections, HTTP/1.1 on loopback\n`)

const aa = await compare(
  { subject: control.subject, peer: control.against },
  roundsOf(options, false),
  { originUrl: origin.url, originPid: origin.pid },
)
const noisy = isNoisy(aa)
say(
  `control: ${control.case} against itself ${shortSpread(aa.requests)} req/s, ` +
    `${shortSpread(aa.cpu)} CPU${noisy ? '  NOISY: differences below 20 % mean nothing' : ''}`,
)

const outcomes: Outcome[] = []
for (const row of chosen) {
  const outcome = await measure(row, origin)
  outcomes.push(outcome)
  say(progress(outcome))
}
await origin.stop()

say(`\n${tables(outcomes)}`)
say(`${Math.round((performance.now() - startedAt) / 1_000)} s${noisy ? ', a noisy run' : ''}`)
if (options.jsonFile !== undefined) {
  const machine = { cpu: cpus()[0]?.model, count: cpus().length, kernel: release(), pinning }
  const setup = { origin: origin.kind, generator, connections, quick: options.quick, noisy }
  const result = {
    setup: { machine, ...setup, node: process.version },
    control: { ratio: aa.requests, cpuRatio: aa.cpu },
    cases: json(outcomes),
  }
  writeFileSync(options.jsonFile, `${JSON.stringify(result, null, 2)}\n`)
}
process.exit(outcomes.some((outcome) => 'failure' in outcome) ? 1 : 0)

async function measure(row: Case, origin: Origin): Promise<Outcome> {
  const missing = row.against.missing?.() ?? row.subject.missing?.()
  if (missing !== undefined) return { row, skipped: missing }
  try {
    const rounds = roundsOf(options, row.yardstick === true)
    const lab = { originUrl: origin.url, originPid: origin.pid }
    const comparison = await compare({ subject: row.subject, peer: row.against }, rounds, lab)
    return { row, comparison }
  } catch (error) {
    return { row, failure: error instanceof Error ? error.message : String(error) }
  }
}

function progress(outcome: Outcome): string {
  const name = `${outcome.row.case} / ${outcome.row.peer}:`
  if ('skipped' in outcome) return `${name} not measured: ${outcome.skipped}`
  if ('failure' in outcome) return `${name} FAILED: ${outcome.failure}`
  const { row, comparison } = outcome
  const figures = `${shortSpread(comparison.requests)} req/s, ${shortSpread(comparison.cpu)} CPU`
  return `${name} ${figures} ${verdict(row, comparison)}`
}

function isChosen(row: Case, only: readonly string[] | undefined): boolean {
  return only === undefined || only.includes(row.case) || only.includes(`${row.case}:${row.peer}`)
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}
