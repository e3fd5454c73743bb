import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { writeBuilt } from './lab/build.ts'
import { startChild, stopChild } from './lab/children.ts'
import { answers, freePort, hasProgram, onCore } from './lab/machine.ts'
import type { Lab, Server, Target, Traffic } from './lab/target.ts'
import { benchAudience, benchIssuer, benchKeySet } from './lab/token.ts'
import { startWorker } from './lab/workerd.ts'
import { apiKeys, mappedSmall, posted, small, withKey, withKeys, withToken } from './traffic.ts'

const peerWorker = (name: string, traffic: Traffic, rest: object = {}): Target => ({
  name,
  traffic,
  start: (lab) =>
    startWorker({ entry: `peers/${name}.ts`, bindings: { ORIGIN: lab.originUrl }, ...rest }),
})

export const bareWorker = peerWorker('bare-worker', { ...small, answer: '{"hello":"world"}' })
export const bareWorkerProxy = peerWorker('bare-worker-proxy', small)
export const honoProxy = peerWorker('hono-proxy', small)
/** A bare Worker that does what `mapped` does, and nothing else. */
export const mappedByHand = peerWorker('mapped-by-hand', mappedSmall)

/** A bare Worker that hands on a body of 1 KiB, streamed or read and parsed: what looking into it costs at least. */
export const bodyProxy = (body: 'stream' | 'parse'): Target => ({
  name: `body-${body}`,
  traffic: posted,
  start: (lab) =>
    startWorker({
      entry: 'peers/body-proxy.ts',
      bindings: { ORIGIN: lab.originUrl, BODY: body },
    }),
})

/** A gateway that somebody wrote by hand. */
const byHand = (
  name: string,
  traffic: Traffic,
  more: Readonly<Record<string, string>>,
  entry = 'peers/hono-gateway.ts',
): Target => ({
  name,
  traffic,
  start: (lab) =>
    startWorker({
      entry,
      bindings: { ORIGIN: lab.originUrl, API_KEYS: apiKeys.join(','), ...more },
      objects: { BUCKET: 'Bucket' },
    }),
})

/** `ttlMs` decides whether its memory cache answers or the origin does. */
const handWritten = (name: string, traffic: Traffic, ttlMs: number): Target =>
  byHand(name, traffic, { CACHE_TTL_MS: `${ttlMs}` })
const hourMs = 3_600_000

/** A token is verified with every request, as libraries do. */
export const handWrittenJwtCached = byHand('hand-written-jwt-cached', withToken, {
  CACHE_TTL_MS: `${hourMs}`,
  JWKS: JSON.stringify(benchKeySet),
  ISSUER: benchIssuer,
  AUDIENCE: benchAudience,
})
export const expertCached = byHand('expert-cached', withKey, {}, 'peers/expert-gateway.ts')
export const handWrittenProxied = handWritten('hand-written-proxied', withKey, 0)
export const handWrittenCached = handWritten('hand-written-cached', withKey, hourMs)
export const handWritten1000Keys = handWritten('hand-written-1000-keys', withKeys, hourMs)

/** The proxy_pass of nginx: not the same runtime, so a yardstick and no goal. */
export const nginxProxy: Target = {
  name: 'nginx',
  traffic: small,
  missing: () => (hasProgram('nginx') ? undefined : 'nginx is not installed'),
  start: startNginx,
}

/** Fastify with @fastify/http-proxy on Node. */
export const fastifyProxy: Target = {
  name: 'fastify',
  traffic: small,
  missing: () => missingPackage('@fastify/http-proxy', 'fastify'),
  start: (lab) => startNode('peers/fastify-proxy.mjs', [lab.originUrl]),
}

/** express-gateway: the gateway for Node that is configured, not programmed. */
export const expressGateway: Target = {
  name: 'express-gateway',
  traffic: small,
  missing: () => missingPackage('express-gateway'),
  start: (lab) => startNode('peers/express-gateway.mjs', [lab.originUrl]),
}

function missingPackage(...names: string[]): string | undefined {
  const absent = names.filter(
    (name) => !existsSync(join(import.meta.dirname, '../node_modules', name, 'package.json')),
  )
  return absent.length === 0 ? undefined : `npm install --no-save ${absent.join(' ')} to measure it`
}

async function startNode(script: string, args: readonly string[]): Promise<Server> {
  const port = await freePort()
  const path = join(import.meta.dirname, script)
  const child = startChild(onCore(0, [process.execPath, path, `${port}`, ...args]))
  const url = `http://127.0.0.1:${port}`
  await answers(url)
  return { url, pid: child.pid ?? 0, stop: () => stopChild(child) }
}

async function startNginx(lab: Lab): Promise<Server> {
  const port = await freePort()
  const config = writeBuilt(
    'proxy.conf',
    `daemon off;
master_process off;
error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 100000000;
  upstream origin { server ${new URL(lab.originUrl).host}; keepalive 64; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://origin;
      proxy_http_version 1.1;
      proxy_set_header connection "";
      proxy_set_header x-forwarded-for $remote_addr;
    }
  }
}
`,
  )
  const child = startChild(onCore(0, ['nginx', '-c', config]))
  const url = `http://127.0.0.1:${port}`
  await answers(url)
  return { url, pid: child.pid ?? 0, stop: () => stopChild(child) }
}
