// Load where wrk is not installed: node autocannon-load.mjs URL PATHS_FILE SECONDS CONNECTIONS BODY_FILE HEADERS_JSON
import { readFileSync } from 'node:fs'

import autocannon from 'autocannon'

const [url, pathsFile, seconds, connections, bodyFile, headers] = process.argv.slice(2)
const paths = readFileSync(pathsFile, 'utf8').trimEnd().split('\n')
const body = readFileSync(bodyFile, 'utf8')

const result = await autocannon({
  url,
  connections: Number(connections),
  duration: Number(seconds),
  headers: JSON.parse(headers),
  ...(body !== '' && { method: 'POST', body }),
  requests: [
    {
      setupRequest: (request) => ({
        ...request,
        path: paths.length === 1 ? paths[0] : paths[Math.floor(Math.random() * paths.length)],
      }),
    },
  ],
})
process.stdout.write(
  JSON.stringify({
    requests: result.requests.total,
    durationUs: result.duration * 1e6,
    failures: result.errors + result.non2xx + result.timeouts,
    p50Us: result.latency.p50 * 1e3,
    p99Us: result.latency.p99 * 1e3,
  }),
)
