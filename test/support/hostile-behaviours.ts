import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'

import type { Received } from './origin.ts'

interface Exchange {
  readonly received: Received
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

type Behave = (exchange: Exchange) => void

const hasFailed = new Set<string>()
const bomb = gzipSync(Buffer.alloc(20_000_000))

/** What upstreams do to a gateway, by name. docs/hostile-inputs.md says what each is answered with. */
export const behaviours: Readonly<Record<string, Behave>> = {
  // Time
  drip: ({ response }) => repeat(response, json(response), '1', 100),
  silence: () => undefined,
  'slow-headers': ({ request, response }) => {
    request.socket.write('HTTP/1.1 200 OK\r\n')
    repeatRaw(response, request, 'x-slow: 1\r\n', 100)
  },
  'two-parts': ({ response }) => {
    json(response).write('{"first":1,')
    setTimeout(() => response.end('"second":2}'), 700)
  },

  // Answers that ask to come again
  'server-error': ({ response }) => json(response, 500).end('{}'),
  unavailable: ({ response }) => json(response, 503).end('{}'),
  'not-found': ({ response }) => json(response, 404).end('{}'),
  'busy-for-a-second': ({ response }) => {
    response.setHeader('retry-after', '1')
    json(response, 503).end('{}')
  },
  'limited-for-a-minute': ({ response }) => {
    response.setHeader('retry-after', '60')
    json(response, 429).end('{}')
  },
  // Breaks the first connection for each query, and is fine from then on.
  'fails-once': ({ received, request, response }) => {
    if (hasFailed.has(received.target)) return void json(response).end('{}')
    hasFailed.add(received.target)
    request.socket.resetAndDestroy()
  },

  // Connections that break
  'reset-before-headers': ({ request }) => request.socket.resetAndDestroy(),
  'reset-mid-body': ({ request, response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"a":')
    setTimeout(() => request.socket.resetAndDestroy(), 50)
  },
  'empty-reply': ({ request }) => request.socket.end(),
  'garbage-reply': raw('not http at all\r\n\r\n'),
  'bad-status': raw('HTTP/1.1 abc Nonsense\r\ncontent-length: 0\r\n\r\n'),
  'status-999': raw('HTTP/1.1 999 Nonsense\r\ncontent-length: 0\r\n\r\n'),
  'bad-chunks': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n',
  ),
  'length-too-long': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 50\r\nconnection: close\r\n\r\n{}',
  ),
  'length-too-short': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}{"smuggled":1}',
  ),
  'two-lengths': raw(
    'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 30\r\nconnection: close\r\n\r\n{}',
  ),
  'switching-protocols': raw(
    'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  ),
  'no-content-with-body': raw(
    'HTTP/1.1 204 No Content\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello',
  ),

  // Size
  endless: ({ response }) => pump(response),
  'gzip-bomb': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end(bomb)
  },
  'thousand-headers': ({ response }) => {
    for (let n = 0; n < 1_000; n += 1) response.setHeader(`x-header-${n}`, 'v')
    json(response).end('{}')
  },
  'huge-header': ({ response }) => {
    response.setHeader('x-huge', 'h'.repeat(200_000))
    json(response).end('{}')
  },
  'deep-json': ({ response }) => json(response).end('['.repeat(50_000) + ']'.repeat(50_000)),

  // Content
  'invalid-json': ({ response }) => json(response).end('{"a":'),
  'invalid-gzip': ({ response }) => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    response.end('this is not gzip')
  },
  html: ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/html' })
    response.end('<script>alert(1)</script>')
  },
  prototype: ({ response }) => json(response).end('{"__proto__":{"admin":true},"id":1}'),

  // Redirects
  'redirect-metadata': redirect('http://169.254.169.254/latest/meta-data/'),
  'redirect-file': redirect('file:///etc/passwd'),
  'redirect-loop': redirect('/redirect-loop'),
  'redirect-nowhere': ({ response }) => {
    response.writeHead(302)
    response.end()
  },
  // To whatever the query names: the test chooses a loopback port that is not allowed.
  'redirect-to': ({ received, response }) => {
    const to = new URL(received.target, 'http://origin').searchParams.get('to') ?? '/'
    response.writeHead(302, { location: to })
    response.end()
  },

  // Headers that are not the upstream's business
  'session-cookie': ({ response }) => {
    response.setHeader('set-cookie', ['__Host-ecluse_session=stolen; Path=/; Secure', 'own=1'])
    json(response).end('{}')
  },
  'clear-site-data': ({ response }) => {
    response.setHeader('clear-site-data', '"*"')
    json(response).end('{}')
  },
  'hop-by-hop': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\nconnection: close, x-named\r\n' +
      'x-named: hop\r\nkeep-alive: timeout=9\r\nproxy-authenticate: Basic\r\nupgrade: h2c\r\nx-end: to-end\r\n\r\n{}',
  ),
  'spoofed-request-id': ({ response }) => {
    response.setHeader('x-request-id', 'chosen-by-upstream')
    json(response).end('{}')
  },
}

function json(response: ServerResponse, status = 200): ServerResponse {
  return response.writeHead(status, { 'content-type': 'application/json' })
}

/** Writes exactly these bytes and ends the connection. */
function raw(bytes: string): Behave {
  return ({ request }) => request.socket.end(bytes)
}

function redirect(location: string): Behave {
  return ({ response }) => {
    response.writeHead(302, { location })
    response.end()
  }
}

function repeat(response: ServerResponse, to: ServerResponse, text: string, everyMs: number): void {
  const timer = setInterval(() => to.write(text), everyMs)
  response.once('close', () => clearInterval(timer))
}

function repeatRaw(
  response: ServerResponse,
  request: IncomingMessage,
  text: string,
  everyMs: number,
): void {
  const timer = setInterval(() => request.socket.write(text), everyMs)
  response.once('close', () => clearInterval(timer))
}

/** As fast as it is read, until the reader leaves. */
function pump(response: ServerResponse): void {
  const block = Buffer.alloc(65_536, 'x')
  json(response)
  const more = () => {
    while (!response.destroyed && response.write(block)) continue
  }
  response.on('drain', more)
  more()
}
