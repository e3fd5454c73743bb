export interface Counts {
  readonly passed: number
  readonly failed: number
  /** Why something counts as failed that no test reported. */
  readonly reason?: string
  /** File, name and first line of the message of each test that failed. */
  readonly failures?: readonly string[]
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly TestFile[]
}

interface TestFile {
  readonly name: string
  readonly status: string
  readonly message: string
  readonly assertionResults: readonly {
    readonly status: string
    readonly fullName: string
    readonly failureMessages: readonly string[]
  }[]
}

/**
 * Counts of a vitest JSON report. A file that could not be loaded, a runner that failed without a failed
 * test, and a suite that ran nothing each count as one failure: silence is never success.
 */
export function countsOf(report: string | undefined, exitCode: number): Counts {
  if (report === undefined) return { passed: 0, failed: 1, reason: 'the runner left no report' }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as Report
  const failed = numFailedTests + testResults.filter(isUnloaded).length
  if (failed > 0)
    return { passed: numPassedTests, failed, failures: testResults.flatMap(failuresOf) }
  if (numPassedTests === 0) return { passed: 0, failed: 1, reason: 'nothing ran' }
  if (exitCode === 0) return { passed: numPassedTests, failed: 0 }
  return { passed: numPassedTests, failed: 1, reason: `the runner ended with ${exitCode}` }
}

function isUnloaded({ status, assertionResults }: TestFile): boolean {
  return status === 'failed' && assertionResults.length === 0
}

function failuresOf(file: TestFile): string[] {
  if (isUnloaded(file)) return [`${file.name}: ${firstLine(file.message)}`]
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map((test) => `${file.name}: ${test.fullName}: ${firstLine(test.failureMessages[0] ?? '')}`)
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
