import { interceptD1 } from '#worker/platform/d1.ts'

export type Fault = 'none' | 'error-before' | 'commit-then-error' | 'hang'

/** D1 that fails as it does in production: before the statement ran, or after it was committed. */
export class FaultD1 {
  /** Decides the fate of each round trip, counted from 0. */
  plan: (call: number) => Fault = () => 'none'
  calls = 0
  readonly binding: D1Database

  constructor(d1: D1Database) {
    this.binding = interceptD1(d1, async (run) => {
      const fault = this.plan(this.calls++)
      if (fault === 'error-before') throw new Error('D1_ERROR: Network connection lost.')
      if (fault === 'hang') return new Promise(() => undefined)
      const result = await run()
      if (fault === 'commit-then-error')
        throw new Error(
          'D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset.',
        )
      return result
    })
  }

  /** Fails the round trips from now on as listed, then works again. */
  script(...faults: Fault[]): void {
    const start = this.calls
    this.plan = (call) => faults[call - start] ?? 'none'
  }
}
