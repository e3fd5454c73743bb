// `npm test`: every suite, one after the other; the last line is the sum of what the runners report.
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildBundle } from './lib/bundle.ts'
import { exitOf, start, stopAll } from './lib/children.ts'
import { chromiumPath } from './lib/chromium.ts'
import { bin } from './lib/paths.ts'
import { countsOf, type Counts } from './lib/vitest-report.ts'

const suites = [
  { name: 'unit', config: 'vitest.config.ts' },
  { name: 'dashboard', config: 'vitest.dashboard.config.ts' },
  { name: 'e2e', config: 'vitest.e2e.config.ts' },
  { name: 'browser', config: 'vitest.browser.config.ts' },
]

let stopping = false
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    stopping = true
    void stopAll().finally(() => process.exit(1))
  })
}

const reports = await mkdtemp(join(tmpdir(), 'ecluse-test-'))
const total = { passed: 0, failed: 0 }
const failures: string[] = []
try {
  // Both browser and e2e run the real bundle: one build serves them.
  await buildBundle()
  for (const suite of suites) {
    if (stopping) break
    if (suite.name === 'browser' && chromiumPath() === undefined) {
      console.log(
        'browser: skipped, no Chromium found (apt-get install chromium, or CHROMIUM_PATH)',
      )
      continue
    }
    const counts = await run(suite)
    total.passed += counts.passed
    total.failed += counts.failed
    failures.push(...(counts.failures ?? []))
  }
} finally {
  await rm(reports, { recursive: true, force: true })
}
// Last, where whoever sees only the end of a long log finds them.
for (const failure of failures) console.log(`failed: ${failure}`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed === 0 ? 0 : 1)

async function run(suite: { name: string; config: string }): Promise<Counts> {
  const report = join(reports, `${suite.name}.json`)
  const args = ['run', '--config', suite.config]
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  console.log(`\n── ${suite.name}`)
  const child = start(bin('vitest'), [...args, ...reporters], {
    env: { ECLUSE_PREBUILT: '1' },
    onLine: (line) => console.log(line),
  })
  const code = await exitOf(child)
  const text = existsSync(report) ? await readFile(report, 'utf8') : undefined
  const counts = countsOf(text, code)
  const time = `${counts.passed} passed, ${counts.failed} failed`
  console.log(`${suite.name}: ${time}${counts.reason === undefined ? '' : ` (${counts.reason})`}`)
  return counts
}
