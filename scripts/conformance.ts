// `npm run conformance -- --suites DIR [--json FILE]`: public suites against our code. See docs/conformance.md.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

import { runCacheTests } from '../test/conformance/cache-tests/run.ts'
import { runSchemaSuite } from '../test/conformance/json-schema.ts'
import { runStructuredFields } from '../test/conformance/structured-fields.ts'
import { buildBundle } from './lib/bundle.ts'

const { values } = parseArgs({ options: { suites: { type: 'string' }, json: { type: 'string' } } })
if (values.suites === undefined) {
  console.error(
    'Write --suites DIR: the folder with the public suites. docs/conformance.md says how to get them.',
  )
  process.exit(2)
}

await buildBundle()
const caches = await runCacheTests(join(values.suites, 'cache-tests'))
const schemas = join(values.suites, 'json-schema')
const suites = [
  { name: 'json-schema-draft-07', ...runSchemaSuite(schemas, 'draft7') },
  { name: 'json-schema-2020-12', ...runSchemaSuite(schemas, 'draft2020-12') },
  { name: 'structured-fields', ...runStructuredFields(join(values.suites, 'structured-fields')) },
  { name: 'cache-tests', ...caches },
]

const rows = suites.map((suite) =>
  'total' in suite
    ? `| ${suite.name} | ${suite.passed} | ${suite.total} |`
    : `| ${suite.name} | ${suite.requiredPassed} | ${suite.required} |`,
)
const misses = suites.flatMap(({ name, misses }) => misses.map((miss) => `- ${name}: ${miss}`))
const extra = [
  `Of the cache-tests, ${caches.requiredFailed} required cases fail; the others that are not passed cannot be tried.`,
  `Optimal behaviour: ${caches.optimalPassed} of ${caches.optimal}.`,
].join(' ')
const table = ['| suite | passed | cases |', '|---|---:|---:|', ...rows].join('\n')
const list = misses.length === 0 ? 'No case is missed.' : `Missed:\n\n${misses.join('\n')}`
const report = `${table}\n\n${extra}\n\n${list}`
console.log(report)
await record(report)
if (values.json !== undefined) {
  const figures = suites.map((suite) => ({ ...suite, misses: undefined }))
  await writeFile(values.json, `${JSON.stringify({ suites: figures }, undefined, 2)}\n`)
}

/** The figures stand between two marks of the page. */
async function record(report: string): Promise<void> {
  const page = fileURLToPath(new URL('../docs/conformance.md', import.meta.url).href)
  const text = await readFile(page, 'utf8')
  const marks = /(<!-- figures -->)[\s\S]*(<!-- end of figures -->)/
  if (!marks.test(text)) throw new Error('docs/conformance.md has lost the marks of its figures')
  await writeFile(
    page,
    text.replace(marks, (_, before, after) => `${before}\n\n${report}\n\n${after}`),
  )
}
