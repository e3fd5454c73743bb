// Load where wrk is not installed: node autocannon-load.mjs URL PATHS_FILE SECONDS CONNECTIONS BODY_FILE HEADERS_JSON CALLERS_FILE
import { readFileSync } from 'node:fs'

import autocannon from 'autocannon'

const [url, pathsFile, seconds, connections, bodyFile, headers, callersFile] = process.argv.slice(2)
const paths = lines(pathsFile)
const callers = lines(callersFile).map((line) => [line.split(': ', 2)])
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
        path: oneOf(paths),
        headers: { ...request.headers, ...Object.fromEntries(oneOf(callers) ?? []) },
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

function lines(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
}

function oneOf(values) {
  return values.length === 1 ? values[0] : values[Math.floor(Math.random() * values.length)]
}
