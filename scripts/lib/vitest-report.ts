export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Why something counts as failed that no test reported. */
  readonly reason?: string
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly unknown[]
  }[]
}

/**
 * Counts of a vitest JSON report. A file that could not be loaded, a runner that failed without a failed
 * test, and a suite that ran nothing each count as one failure: silence is never success.
 */
export function countsOf(report: string | undefined, exitCode: number): Counts {
  if (report === undefined) return { passed: 0, failed: 1, reason: 'the runner left no report' }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as Report
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const failed = numFailedTests + unloaded
  if (failed > 0) return { passed: numPassedTests, failed }
  if (numPassedTests === 0) return { passed: 0, failed: 1, reason: 'nothing ran' }
  if (exitCode === 0) return { passed: numPassedTests, failed: 0 }
  return { passed: numPassedTests, failed: 1, reason: `the runner ended with ${exitCode}` }
}
