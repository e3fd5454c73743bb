import { startGateway } from '../../support/gateway.ts'
import { type CaseResult, runCase } from './client.ts'
import { startSuiteOrigin } from './origin.ts'
import { readCases, type SuiteCase } from './suite.ts'

const casesAtOnce = 50
/** What is stored is forgotten once more six seconds after publishing (docs/invalidation.md). */
const settledMs = 8_000

export interface CacheScore {
  readonly required: number
  readonly requiredPassed: number
  /** Required of a cache, and the cache does otherwise; what could not be tried is neither passed nor failed. */
  readonly requiredFailed: number
  readonly optimal: number
  readonly optimalPassed: number
  readonly misses: readonly string[]
}

/** Runs http-tests/cache-tests, in `folder`, against published endpoints of the real bundle. */
export async function runCacheTests(folder: string): Promise<CacheScore> {
  const cases = readCases(folder)
  const origin = await startSuiteOrigin()
  const gateway = await startGateway()
  try {
    await publish(gateway, origin.url)
    await new Promise((resolve) => setTimeout(resolve, settledMs))
    // Past the proxy of the simulator, which compresses.
    const url = `${gateway.isolates[0] ?? gateway.url}/api/custom`
    const results = new Map<string, CaseResult>()
    for (let at = 0; at < cases.length; at += casesAtOnce) {
      const chunk = cases.slice(at, at + casesAtOnce)
      const run = async (one: SuiteCase) =>
        void results.set(one.id, await runCase(one, url, origin))
      // oxlint-disable-next-line no-await-in-loop -- more at once would be late for their own pauses
      await Promise.all(chunk.map(run))
    }
    return score(cases, results)
  } finally {
    await gateway.stop()
    await origin.stop()
  }
}

/** Every method at the URLs of the suite. The origin is trusted to say what its answers vary by. */
async function publish(
  gateway: Awaited<ReturnType<typeof startGateway>>,
  origin: string,
): Promise<void> {
  const caching = {
    enabled: true,
    ttl: 1,
    negativeTtl: 1,
    staleIfError: 60,
    keyHeaders: [] as string[],
    passHeaders: ['*'],
    clientDirectives: 'honour' as const,
  }
  for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'] as const)
    for (const [path, target] of [
      ['/test/{id}', '/test/{{ request.params.id }}'],
      ['/test/{id}/{file}', '/test/{{ request.params.id }}/{{ request.params.file }}'],
    ] as const)
      // oxlint-disable-next-line no-await-in-loop -- ten endpoints
      await gateway.publish({
        name: `${method} ${path}`,
        path,
        method,
        integrations: [{ id: 'origin', type: 'http', endpoint: `${origin}${target}` }],
        ...(method === 'GET' && { caching }),
      })
}

function score(cases: readonly SuiteCase[], results: ReadonlyMap<string, CaseResult>): CacheScore {
  const byId = new Map(cases.map((one) => [one.id, one]))
  const isTried = ({ depends_on = [] }: SuiteCase): boolean =>
    depends_on.every((id) => {
      const other = byId.get(id)
      return other !== undefined && results.get(id) === undefined && isTried(other)
    })
  const of = (kind: string) => cases.filter((one) => (one.kind ?? 'required') === kind)
  const passed = (one: SuiteCase) => isTried(one) && results.get(one.id) === undefined
  const failed = (one: SuiteCase) => isTried(one) && results.get(one.id)?.isSetup === false
  const required = of('required')
  const optimal = of('optimal')
  const missed = [...required, ...optimal].filter((one) => !passed(one))
  return {
    required: required.length,
    requiredPassed: required.filter(passed).length,
    requiredFailed: required.filter(failed).length,
    optimal: optimal.length,
    optimalPassed: optimal.filter(passed).length,
    misses: missed.map((one) => {
      const why = failed(one) ? 'fails' : 'cannot be tried'
      const message = results.get(one.id)?.message ?? 'what it depends on does not hold'
      return `${one.kind ?? 'required'} ${one.id}: ${why}: ${message}`
    }),
  }
}
