/** What is asked of a target, and what every answer must be. */
export interface Traffic {
  /** One path: always that one. Several: one at random per request. */
  readonly paths: readonly string[]
  readonly headers?: Readonly<Record<string, string>>
  /** One header with one of these values at random per request. */
  readonly callers?: { readonly header: string; readonly values: readonly string[] }
  /** Sent by POST; absent: GET. */
  readonly body?: string
  /** The exact body of every answer; a target that answers anything else is not measured. */
  readonly answer: string
}

export interface Server {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

/** What a gateway counted since it was started. */
export interface LimiterCounts {
  readonly admitted: number
  /** Calls to the objects that count. */
  readonly calls: number
}

/** What a target may use. */
export interface Lab {
  readonly originUrl: string
}

/** A server that can be put under load. Each start is a process of its own. */
export interface Target {
  readonly name: string
  readonly traffic: Traffic
  /** Why this machine cannot run it. */
  missing?(): string | undefined
  start(lab: Lab): Promise<Server>
  /** Of targets with rate limits. */
  readCounts?(server: Server): Promise<LimiterCounts>
}
