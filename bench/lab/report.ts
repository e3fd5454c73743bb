import type { Case } from '../cases.ts'
import type { Comparison, Side } from './compare.ts'
import type { LimiterCounts } from './target.ts'
import type { Spread } from './stats.ts'

export type Outcome =
  | { readonly row: Case; readonly comparison: Comparison }
  | { readonly row: Case; readonly failure: string }
  | { readonly row: Case; readonly skipped: string }

export type Verdict = 'pass' | 'fail' | 'noisy' | ''

/** Two equal servers may differ by a tenth; beyond that, differences of that size mean nothing. */
export function isNoisy(control: Comparison): boolean {
  const { low95, high95 } = control.requests
  return low95 < 0.9 || high95 > 1.1
}

/** The median decides. A goal missed by less than the run can tell apart is `noisy`, not `fail`. */
export function verdict(row: Case, comparison: Comparison): Verdict {
  if (row.goal === undefined) return ''
  const ratio = row.metric === 'cpu' ? comparison.cpu : comparison.requests
  const isMet = row.metric === 'cpu' ? ratio.median <= row.goal : ratio.median >= row.goal
  if (isMet) return 'pass'
  return ratio.low95 <= row.goal && row.goal <= ratio.high95 ? 'noisy' : 'fail'
}

/** Ratios of case to peer, then what they are ratios of. */
export function tables(outcomes: readonly Outcome[]): string {
  const measured = outcomes.filter((outcome) => 'comparison' in outcome)
  const ratios = measured.map(({ row, comparison }) => [
    row.case,
    row.peer,
    shortSpread(comparison.requests),
    interval(comparison.requests),
    shortSpread(comparison.cpu),
    interval(comparison.cpu),
    shortSpread(comparison.p50),
    shortSpread(comparison.p99),
    goalText(row),
    verdict(row, comparison),
  ])
  const absolutes = measured.flatMap(({ row, comparison }) => [
    [row.case, ...sideCells(comparison.subject), comparison.foreignCores.toFixed(2)],
    [`  ${row.peer}`, ...sideCells(comparison.peer), ''],
  ])
  const notes = outcomes.flatMap((outcome) => noteOf(outcome))
  return [
    'Ratios case / peer: median (min–max), [95 % interval]',
    table(['case', 'peer', 'req/s', '', 'CPU/request', '', 'p50', 'p99', 'goal', ''], ratios),
    '',
    'Medians of the bursts',
    table(
      ['server', 'req/s', 'CPU-s/1k req', 'p50 ms', 'p99 ms', 'server busy', 'foreign cores'],
      absolutes,
    ),
    ...notes,
  ].join('\n')
}

/**
 * The machine-readable result. `ratio` is what the row is about: requests per second of case over peer,
 * so that above 1 the case is faster; for rows whose `metric` is `cpu` it is CPU per request, where less is better.
 */
export function json(outcomes: readonly Outcome[]): object[] {
  return outcomes.map((outcome) => {
    const { row } = outcome
    const head = { case: row.case, peer: row.peer, metric: row.metric, goal: row.goal ?? null }
    if ('skipped' in outcome) return { ...head, skipped: outcome.skipped }
    if ('failure' in outcome) return { ...head, failure: outcome.failure }
    const { comparison } = outcome
    return {
      ...head,
      ratio: row.metric === 'cpu' ? comparison.cpu : comparison.requests,
      requestsRatio: comparison.requests,
      cpuRatio: comparison.cpu,
      p50Ratio: comparison.p50,
      p99Ratio: comparison.p99,
      verdict: verdict(row, comparison),
      absolute: { case: comparison.subject, peer: comparison.peer },
      pairs: comparison.pairs,
      foreignCores: comparison.foreignCores,
      ...(comparison.limiter && { limiterCallsPer1000: callsPer1000(comparison.limiter) }),
    }
  })
}

/** The most calls to the limiter that 1,000 admitted requests of one busy caller may take. */
const limiterCallsGoal = 20

function limiterNote({ row, comparison }: Extract<Outcome, { comparison: Comparison }>): string[] {
  const { limiter } = comparison
  if (limiter === undefined) return []
  const per1000 = callsPer1000(limiter)
  const isHot = row.subject.traffic.callers === undefined && row.subject.traffic.paths.length === 1
  const judged = isHot
    ? `, goal ≤ ${limiterCallsGoal}: ${per1000 <= limiterCallsGoal ? 'pass' : 'fail'}`
    : ''
  return [
    `${row.case}: ${per1000.toFixed(1)} limiter calls per 1,000 of ${limiter.admitted} admitted requests${judged}`,
  ]
}

function callsPer1000({ admitted, calls }: LimiterCounts): number {
  return (calls / admitted) * 1_000
}

function noteOf(outcome: Outcome): string[] {
  const name = `${outcome.row.case} / ${outcome.row.peer}`
  if ('skipped' in outcome) return [`not measured: ${name}: ${outcome.skipped}`]
  if ('failure' in outcome) return [`FAILED: ${name}: ${outcome.failure}`]
  return limiterNote(outcome)
}

function goalText(row: Case): string {
  if (row.goal === undefined) return ''
  return row.metric === 'cpu' ? `CPU ≤ ${row.goal}` : `req/s ≥ ${row.goal}`
}

function sideCells(side: Side): string[] {
  return [
    side.requestsPerSecond.toFixed(0),
    (side.cpuUsPerRequest / 1_000).toFixed(4),
    side.p50Ms.toFixed(2),
    side.p99Ms.toFixed(1),
    side.serverBusy.toFixed(2),
  ]
}

/** One spread in words: `1.07 (0.98–1.15)`. */
export function shortSpread({ median, min, max }: Spread): string {
  return `${median.toFixed(3)} (${min.toFixed(2)}–${max.toFixed(2)})`
}

function interval({ low95, high95 }: Spread): string {
  return `[${low95.toFixed(2)}–${high95.toFixed(2)}]`
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((cells) => (cells[column] ?? '').length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return [line(header), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)].join(
    '\n',
  )
}
