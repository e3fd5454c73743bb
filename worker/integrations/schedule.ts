import type { WaitUntil } from '../lib/wait-until.ts'
import type { Rejection } from '../rejection.ts'

/** What can be ordered: by what it reads, and by the connections it may need at once. */
export interface Schedulable {
  readonly id: string
  readonly dependsOn: readonly string[]
  readonly connections: number
}

/** Calls in the order they can run, known before a request. */
export interface Schedule<T extends Schedulable> {
  /** In the order of the configuration. */
  readonly nodes: readonly T[]
  /** Of each node: how many it waits for, and the positions of those that wait for it. */
  readonly waitsFor: readonly number[]
  readonly dependants: readonly (readonly number[])[]
  /** Connections that may be open at once. */
  readonly connections: number
}

/** `nodes` have neither cycles nor unknown references (plan.ts). */
export function planSchedule<T extends Schedulable>(
  nodes: readonly T[],
  connections: number,
): Schedule<T> {
  return {
    nodes,
    waitsFor: nodes.map(({ dependsOn }) => new Set(dependsOn).size),
    dependants: nodes.map(({ id }) =>
      nodes.flatMap((other, at) => (other.dependsOn.includes(id) ? [at] : [])),
    ),
    connections,
  }
}

export interface ScheduleRules<T> {
  /** One call; a refusal is the answer of all. */
  readonly start: (node: T, signal: AbortSignal | undefined) => Promise<Rejection | undefined>
  /** Owner of what was aborted and has not ended yet. */
  readonly waitUntil: WaitUntil
  /** Waits for what was aborted, too: its trace would be incomplete. */
  readonly isPatient: boolean
}

/**
 * Starts every call as soon as those it reads have ended and connections are free, in the order of the
 * configuration. The first refusal, or exception, is the outcome; what still runs is aborted, the rest never starts.
 */
export function runSchedule<T extends Schedulable>(
  schedule: Schedule<T>,
  rules: ScheduleRules<T>,
): Promise<Rejection | undefined> {
  const [only] = schedule.nodes
  if (only !== undefined && schedule.nodes.length === 1) return rules.start(only, undefined)
  return new Run(schedule, rules).outcome()
}

class Run<T extends Schedulable> {
  readonly #schedule: Schedule<T>
  readonly #rules: ScheduleRules<T>
  readonly #waitsFor: number[]
  readonly #started: (Promise<unknown> | undefined)[] = []
  readonly #abort = new AbortController()
  #free: number
  #isOver = false
  #resolve: (refused: Rejection | undefined) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  constructor(schedule: Schedule<T>, rules: ScheduleRules<T>) {
    this.#schedule = schedule
    this.#rules = rules
    this.#waitsFor = [...schedule.waitsFor]
    this.#free = schedule.connections
  }

  async outcome(): Promise<Rejection | undefined> {
    const ended = new Promise<Rejection | undefined>((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#startReady()
    try {
      return await ended
    } finally {
      const rest = Promise.allSettled(this.#started)
      if (this.#rules.isPatient) await rest
      else if (this.#abort.signal.aborted) this.#rules.waitUntil(rest)
    }
  }

  /** Nobody overtakes: what finds no free connection holds up those behind it. */
  #startReady(): void {
    for (const [at, node] of this.#schedule.nodes.entries()) {
      if (this.#started[at] !== undefined || this.#waitsFor[at] !== 0) continue
      const connections = Math.min(node.connections, this.#schedule.connections)
      if (connections > this.#free) break
      this.#free -= connections
      this.#started[at] = this.#run(at, node, connections)
    }
    if (this.#free === this.#schedule.connections) this.#resolve(undefined)
  }

  async #run(at: number, node: T, connections: number): Promise<void> {
    try {
      const refused = await this.#rules.start(node, this.#abort.signal)
      if (this.#isOver) return
      this.#free += connections
      for (const dependant of this.#schedule.dependants[at] ?? [])
        this.#waitsFor[dependant] = (this.#waitsFor[dependant] ?? 0) - 1
      if (refused === undefined) this.#startReady()
      else this.#end(() => this.#resolve(refused))
    } catch (error) {
      this.#end(() => this.#reject(error))
    }
  }

  #end(settle: () => void): void {
    if (this.#isOver) return
    this.#isOver = true
    settle()
    this.#abort.abort()
  }
}
