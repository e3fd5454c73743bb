import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { type Api, createApi, createOwner, createToken } from '../../scripts/lib/api.ts'
import { type Instance, type InstanceOptions, startInstance } from '../../scripts/lib/instance.ts'

const setupToken = 'setup-token-of-the-end-to-end-tests'

/** A running instance with an owner, for tests that go through the front door. */
export interface TestGateway extends Instance {
  /** What the Worker logged. */
  readonly logs: readonly string[]
  readonly api: Api
  readonly token: string
  /** Base of the published endpoints of the first isolate. */
  readonly gatewayUrl: string
  /** Creates and publishes; answers the id. */
  publish(config: EndpointConfigInput): Promise<string>
}

export async function startGateway(options: InstanceOptions = {}): Promise<TestGateway> {
  const vars = {
    SETUP_TOKEN: setupToken,
    MASTER_KEY: '0123456789abcdef'.repeat(4),
    ALLOWED_PRIVATE_HOSTS: '*',
    ...options.vars,
  }
  const logs: string[] = []
  const onLog = (message: string) => void logs.push(message)
  const instance = await startInstance({ ...options, build: false, vars, onLog })
  const cookie = await createOwner(instance.url, setupToken, {
    email: 'owner@example.com',
    name: 'Owner',
    password: 'correct horse battery staple',
  })
  const token = await createToken(instance.url, cookie, 'e2e')
  const api = createApi(instance.url, { authorization: `Bearer ${token}` })
  return {
    ...instance,
    logs,
    api,
    token,
    gatewayUrl: `${instance.url}/api/custom`,
    async publish(config) {
      const { id } = await api.call<{ id: string }>('POST', '/endpoints', config)
      await api.call('POST', `/endpoints/${id}/publish`, {})
      return id
    },
  }
}
