import { endpointConfig, type EndpointConfigInput } from '#contract/endpoint.ts'
import type { ConfigSource, RouteEntry, RouteIndex } from '#worker/route/types.ts'

/** A ConfigSource in memory, whose storage can fail or hang, and whose clock the test moves. */
export class FakeSource implements ConfigSource {
  nowMs = 1_000_000
  /** `down` rejects, `hanging` never answers. */
  storage: 'up' | 'down' | 'hanging' = 'up'
  copy: RouteIndex | undefined
  readonly calls: string[] = []
  readonly configs = new Map<string, EndpointConfigInput>()
  #index: RouteIndex = { revision: 0, entries: [] }

  readonly now = (): number => this.nowMs

  /** Makes these the live endpoints, all of version 1 unless the id says `id@2`. */
  publish(endpoints: Readonly<Record<string, Omit<EndpointConfigInput, 'name'>>>): void {
    const entries = Object.entries(endpoints).map(([key, config]): RouteEntry => {
      const [endpointId = '', version = '1'] = key.split('@')
      this.configs.set(`${endpointId}@${version}`, { name: endpointId, ...config })
      return { endpointId, version: Number(version), method: config.method, path: config.path }
    })
    this.#index = { revision: this.#index.revision + 1, entries }
  }

  /** Records the endpoint until then. */
  record(endpointId: string, recordsUntil: number): void {
    const entries = this.#index.entries.map((entry) =>
      entry.endpointId === endpointId ? { ...entry, recordsUntil } : entry,
    )
    this.#index = { revision: this.#index.revision + 1, entries }
  }

  revision(): Promise<number> {
    return this.#answer('revision', this.#index.revision)
  }

  index(): Promise<RouteIndex> {
    return this.#answer('index', this.#index)
  }

  lastKnownIndex(): Promise<RouteIndex | undefined> {
    this.calls.push('lastKnownIndex')
    return Promise.resolve(this.copy)
  }

  endpoint(endpointId: string, version: number): ReturnType<ConfigSource['endpoint']> {
    const key = `${endpointId}@${version}`
    const config = this.configs.get(key)
    this.calls.push(`endpoint ${key}`)
    return Promise.resolve(config && endpointConfig.parse(config))
  }

  #answer<T>(call: string, value: T): Promise<T> {
    this.calls.push(call)
    if (this.storage === 'down') return Promise.reject(new Error('D1_ERROR: secret host 10.0.0.7'))
    return this.storage === 'up' ? Promise.resolve(value) : new Promise<T>(() => {})
  }
}
