import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { startGateway, type TestGateway } from '../support/gateway.ts'
import { type Origin, startOrigin } from '../support/origin.ts'
import { sendRaw } from '../support/raw-http.ts'

let gateway: TestGateway
let origin: Origin
let edge = ''
beforeAll(async () => {
  ;[gateway, origin] = await Promise.all([startGateway(), startOrigin()])
  edge = gateway.isolates[0] ?? ''
  await gateway.publish({
    name: 'Echo',
    method: 'GET',
    path: '/echo',
    integrations: [{ id: 'up', type: 'http', endpoint: `${origin.url}/echo` }],
  })
})
afterAll(() => Promise.all([gateway.stop(), origin.stop()]))

const get = (target: string, hosts: readonly string[]) => {
  origin.forget()
  const lines = hosts.map((host) => `host: ${host}\r\n`).join('')
  return sendRaw(edge, `GET ${target} HTTP/1.1\r\n${lines}connection: close\r\n\r\n`, 1_500)
}

describe('T73 the host a caller names', () => {
  it.each([
    ['another name', 'evil.example', 'evil.example'],
    ['capitals', 'GateWay.Example', 'gateway.example'],
    ['the port that goes without saying', 'gateway.example:80', 'gateway.example:80'],
    ['another port', 'gateway.example:8443', 'gateway.example:8443'],
    ['a dot at the end', 'gateway.example.', 'gateway.example.'],
    ['letters outside ASCII, as they travel', 'xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['a user name before it', 'evil.example@gateway.example', 'gateway.example'],
    ['an address', '[::1]:8080', '[::1]:8080'],
  ])('never decides where the call goes, and is told on in one form: %s', async (_, host, told) => {
    const answer = await get('/api/custom/echo', [host])
    expect(answer.status).toBe(200)
    expect(origin.last().headers).toMatchObject({ host: origin.host, 'x-forwarded-host': told })
  })

  it.each([
    ['twice', ['gateway.example', 'evil.example']],
    ['twice the same', ['gateway.example', 'gateway.example']],
    ['with a path', ['gateway.example/api/custom/echo']],
    ['with a space', ['gateway.example evil.example']],
    ['with a port that is none', ['gateway.example:99999']],
  ])('calls nothing when it is named %s', async (_, hosts) => {
    const answer = await get('/api/custom/echo', hosts)
    expect(answer.status).not.toBe(200)
    expect(origin.journal).toEqual([])
  })

  it('is not believed from a header beside it', async () => {
    const spoofed = 'gateway.example\r\nx-forwarded-host: evil.example\r\nx-host: evil.example'
    await get('/api/custom/echo', [spoofed])
    expect(origin.last().headers['x-forwarded-host']).toBe('gateway.example')
    expect(origin.last().headers).not.toHaveProperty('x-host')
  })

  it('in an absolute target makes no open proxy', async () => {
    const answer = await get(`${origin.url}/secret`, ['gateway.example'])
    expect(answer.body).not.toContain('"echo":true')
    expect(origin.journal).toEqual([])
  })
})
