import { join } from 'node:path'

import { built, writeBuilt } from './build.ts'
import { startChild, stopChild } from './children.ts'
import { answers, freePort, hasProgram, onCore } from './machine.ts'
import { largeDocument, smallDocument } from './documents.ts'
import type { Server } from './target.ts'

export interface Origin extends Server {
  readonly kind: string
}

/** The upstream of every target: nginx when installed, else Node's http server. */
export async function startOrigin(): Promise<Origin> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const kind = hasProgram('nginx') ? 'nginx' : 'node:http'
  const child = startChild(onCore(1, kind === 'nginx' ? nginx(port) : node(port)))
  await answers(`${url}/ready`)
  return { kind, url, pid: child.pid ?? 0, stop: () => stopChild(child) }
}

function node(port: number): readonly string[] {
  const script = join(import.meta.dirname, 'node-origin.ts')
  return [process.execPath, script, String(port)]
}

function nginx(port: number): readonly string[] {
  writeBuilt('large', largeDocument)
  const config = writeBuilt('origin.conf', nginxConfig(port))
  return ['nginx', '-c', config]
}

/** One process, so that nothing outlives it; the large answer is a file because a directive holds 4 KiB. */
function nginxConfig(port: number): string {
  return `daemon off;
master_process off;
pid ${built('origin.pid')};
error_log stderr error;
events { worker_connections 1024; }
http {
  access_log off;
  keepalive_requests 100000000;
  keepalive_timeout 1h;
  client_body_temp_path ${built('origin-bodies')};
  open_file_cache max=16;
  open_file_cache_valid 1h;
  server {
    listen 127.0.0.1:${port};
    default_type application/json;
    location = /large { root ${built('')}; etag off; add_header last-modified ""; }
    location / { return 200 '${smallDocument}'; }
  }
}
`
}
