import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { behaviours } from './hostile-behaviours.ts'

/** One request as it arrived: what the gateway really sent. */
export interface Received {
  readonly method: string
  /** Request target, byte for byte. */
  readonly target: string
  /** Names in lower case; values of repeated headers joined by ", ". */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface Origin {
  readonly url: string
  readonly host: string
  readonly journal: readonly Received[]
  /** What arrived last. */
  last(): Received
  forget(): void
  stop(): Promise<void>
}

/**
 * A server that behaves badly on request: the first path segment names a behaviour of
 * hostile-behaviours.ts, everything else answers with an echo of the request.
 */
export async function startOrigin(): Promise<Origin> {
  const journal: Received[] = []
  const server = createServer({ maxHeaderSize: 262_144 }, (request, response) => {
    // A client that goes away mid-answer is what these behaviours provoke.
    response.on('error', () => response.destroy())
    void serve(request, response)
  })
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const received = await record(request)
    journal.push(received)
    answer(received, request, response)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: `http://${host}`,
    host,
    journal,
    last() {
      const received = journal.at(-1)
      if (received === undefined) throw new Error('the origin received nothing')
      return received
    },
    forget: () => void journal.splice(0),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function record(request: IncomingMessage): Promise<Received> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) chunks.push(chunk)
  } catch {
    // An upload that was cut off is journalled as far as it came.
  }
  return {
    method: request.method ?? '',
    target: request.url ?? '',
    headers: Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, values]) => [
        name,
        (values ?? []).join(', '),
      ]),
    ),
    body: Buffer.concat(chunks).toString(),
  }
}

function answer(received: Received, request: IncomingMessage, response: ServerResponse): void {
  const [name = ''] = received.target.slice(1).split(/[/?]/)
  const behave = behaviours[name]
  if (behave !== undefined) return behave({ received, request, response })
  response.writeHead(200, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ ...received, echo: true }))
}
