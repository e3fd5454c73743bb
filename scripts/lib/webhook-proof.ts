import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { Webhook } from 'standardwebhooks'

import { type Api, createApi, ownerToken } from './api.ts'
import { type Instance, startInstance } from './instance.ts'

export interface ProofOptions {
  readonly deliveries: number
  /** SIGKILLs of the runtime while deliveries are queued and sent. */
  readonly kills: number
}

/** What came of it. Counts of deliveries unless told otherwise. */
export interface ProofFigures {
  readonly queued: number
  readonly kills: number
  readonly delivered: number
  /** Acknowledged to the caller and never received. */
  readonly lost: number
  /** Received more often than there were attempts. */
  readonly oversent: number
  readonly badSignatures: number
  readonly requestsReceived: number
  readonly attempts: number
  readonly interrupted: number
  /** Outputs that hold a signing secret. */
  readonly leaks: number
}

interface Shown {
  readonly id: string
  readonly state: string
  readonly attempts: number
}

const secrets = [1, 2].map(() => `whsec_${randomBytes(32).toString('base64')}`)
const atOnce = 20

/** Queues deliveries for a receiver that fails now and then, kills the runtime again and again, and counts. */
export async function proveWebhooks({ deliveries, kills }: ProofOptions): Promise<ProofFigures> {
  const receiver = await startReceiver()
  const stateDir = await mkdtemp(join(tmpdir(), 'ecluse-webhooks-'))
  const world = new World(stateDir)
  try {
    await world.start()
    await world.publish(receiver.url)
    const ids = await world.queueAll(deliveries, kills)
    await world.settled(ids.size)
    const shown = await world.all()
    const missing = [...ids].filter((id) => (receiver.received.get(id) ?? 0) === 0)
    const over = shown.filter(({ id, attempts }) => (receiver.received.get(id) ?? 0) > attempts)
    const outputs = JSON.stringify([world.logs, shown, await world.details(shown)])
    return {
      queued: ids.size,
      kills: world.kills,
      delivered: shown.filter(({ state }) => state === 'delivered').length,
      lost: missing.length,
      oversent: over.length,
      badSignatures: receiver.bad(),
      requestsReceived: [...receiver.received.values()].reduce((sum, count) => sum + count, 0),
      attempts: shown.reduce((sum, { attempts }) => sum + attempts, 0),
      interrupted: outputs.split('"failure":"interrupted"').length - 1,
      leaks: secrets.filter((secret) => outputs.includes(secret.slice(6))).length,
    }
  } finally {
    await world.stop()
    await receiver.stop()
    await rm(stateDir, { recursive: true, force: true })
  }
}

async function startReceiver() {
  const received = new Map<string, number>()
  let bad = 0
  const server = createServer((request, response) => void take(request, response))
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    response.on('error', () => response.destroy())
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const id = String(request.headers['webhook-id'])
    const count = (received.get(id) ?? 0) + 1
    received.set(id, count)
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    )
    for (const secret of secrets)
      try {
        new Webhook(secret).verify(Buffer.concat(chunks).toString(), headers)
      } catch {
        bad += 1
      }
    // Every fifth fails at first; some take their time, so that kills find them under way.
    const fails = count === 1 && Number.parseInt(id.slice(-2), 16) % 5 === 0
    await pause(Math.random() * 60)
    // A receiver that repeats what it was sent, and what it knows.
    response.writeHead(fails ? 500 : 200).end(`${secrets.join(' ')} ${fails}`)
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    bad: () => bad,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

class World {
  readonly logs: string[] = []
  readonly #stateDir: string
  readonly #setupToken = randomBytes(32).toString('hex')
  readonly #masterKey = randomBytes(32).toString('base64url')
  #instance: Instance | undefined
  #token: string | undefined
  #endpointId = ''
  kills = 0

  constructor(stateDir: string) {
    this.#stateDir = stateDir
  }

  async start(): Promise<void> {
    const vars = {
      SETUP_TOKEN: this.#setupToken,
      MASTER_KEY: this.#masterKey,
      ALLOWED_PRIVATE_HOSTS: '*',
    }
    const onLog = (message: string) => void this.logs.push(message)
    this.#instance = await startInstance({ stateDir: this.#stateDir, vars, build: false, onLog })
    this.#token ??= await ownerToken(this.#url, this.#setupToken, 'proof')
  }

  async stop(): Promise<void> {
    await this.#instance?.stop().catch(() => undefined)
  }

  get #url(): string {
    return this.#instance?.url ?? ''
  }

  get #api(): Api {
    return createApi(this.#url, { authorization: `Bearer ${this.#token}` })
  }

  async publish(receiverUrl: string): Promise<void> {
    for (const [at, value] of secrets.entries())
      await this.#api.call('PUT', `/secrets/signing-${at}`, {
        value,
        allowedOrigins: [receiverUrl],
      })
    const { id } = await this.#api.call<{ id: string }>('POST', '/endpoints', {
      name: 'Proof',
      path: '/events',
      method: 'POST',
      integrations: [
        {
          id: 'hook',
          type: 'webhook',
          endpoint: `${receiverUrl}/in`,
          eventType: 'proof.sent',
          secrets: ['signing-0', 'signing-1'],
          deliverySchedule: [0, ...Array.from({ length: 19 }, () => 1)],
        },
      ],
    })
    this.#endpointId = id
    await this.#api.call('POST', `/endpoints/${id}/publish`, {})
  }

  /** Ids that callers were told of. Who was told of none asks again, with the same key. */
  async queueAll(deliveries: number, kills: number): Promise<Set<string>> {
    const ids = new Set<string>()
    const todo = Array.from({ length: deliveries }, (_, n) => n)
    const killEvery = Math.ceil(deliveries / (kills + 1))
    let nextKill = killEvery
    while (todo.length > 0) {
      const round = todo.splice(0, atOnce)
      const sent = round.map(async (n) => {
        const id = await this.#send(n)
        if (id === undefined) todo.push(n)
        else ids.add(id)
      })
      if (ids.size + atOnce > nextKill && this.kills < kills) {
        await pause(Math.random() * 80)
        await this.#kill()
        nextKill += killEvery
      }
      await Promise.all(sent)
    }
    return ids
  }

  async #send(n: number): Promise<string | undefined> {
    try {
      const answer = await fetch(`${this.#url}/api/custom/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `key-${n}` },
        body: JSON.stringify({ n }),
      })
      const { id } = (await answer.json()) as { id?: string }
      return answer.status === 202 ? id : undefined
    } catch {
      return undefined
    }
  }

  /** SIGKILL to the workerd processes that this process started. */
  async #kill(): Promise<void> {
    const found = execFileSync('pgrep', ['-P', String(process.pid), 'workerd'], {
      encoding: 'utf8',
    })
    for (const pid of found.split('\n').filter(Boolean)) process.kill(Number(pid), 'SIGKILL')
    await this.stop()
    this.kills += 1
    await this.start()
  }

  get #path(): string {
    return `/endpoints/${this.#endpointId}/webhooks`
  }

  async settled(count: number): Promise<void> {
    const deadline = Date.now() + 120_000
    for (;;) {
      const { items } = await this.#api.call<{
        items: { counts: { delivered: number; failed: number } }[]
      }>('GET', this.#path)
      const counts = items[0]?.counts
      if (counts !== undefined && counts.delivered + counts.failed >= count) return
      if (Date.now() > deadline) throw new Error(`not over after 120 s: ${JSON.stringify(items)}`)
      await pause(200)
    }
  }

  async all(): Promise<Shown[]> {
    const all: Shown[] = []
    let cursor = ''
    for (;;) {
      const page = await this.#api.call<{ items: Shown[]; nextCursor?: string }>(
        'GET',
        `${this.#path}/hook/deliveries?limit=200${cursor}`,
      )
      all.push(...page.items)
      if (page.nextCursor === undefined) return all
      cursor = `&cursor=${page.nextCursor}`
    }
  }

  /** What the API tells of each delivery that took more than one attempt. */
  async details(shown: readonly Shown[]): Promise<unknown[]> {
    const details: unknown[] = []
    for (const { id } of shown.filter(({ attempts }) => attempts > 1))
      details.push(await this.#api.call('GET', `${this.#path}/hook/deliveries/${id}`))
    return details
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
