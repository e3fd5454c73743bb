import { createServer } from 'node:net'

/** The first free loopback port from `from` on; 0 lets the system choose. */
export async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + 100; port += 1) {
    const free = await listenOnce(port)
    if (free !== undefined) return free
  }
  throw new Error(`no free port between ${from} and ${from + 99}`)
}

function listenOnce(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
}
