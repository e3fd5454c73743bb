import type { CircuitBreaker } from '#contract/resilience.ts'

import type { RequestContext } from '../../context.ts'
import { reject, type Rejection } from '../../rejection.ts'
import type { BreakerView } from './breaker-view.ts'
import type { BreakerEvent, BreakerSubject, ResiliencePorts } from './types.ts'

/** Good outcomes are told in one message after so long; a failure sooner, because it may open the breaker. */
const reportMs = 500
const failureReportMs = 100
/** While it is open an isolate listens so often, behind its answers: an operator may have closed it. */
const listenMs = 1_000
/** As long as the object may take to answer from the other side of the world. */
const askMs = 1_000
/** What a probe may take on top of its timeout before it counts as lost. */
const leaseMarginMs = 2_000

/** Leave to call: as one of many, or as the one probe. */
export interface Leave {
  readonly epoch: number | undefined
  /** Name of the probe; undefined: an ordinary call. */
  readonly probe: string | undefined
}

export interface BreakerDeps {
  readonly name: string
  readonly subject: BreakerSubject
  readonly config: CircuitBreaker
  readonly view: BreakerView
  readonly timeoutMs: number
  readonly ports: ResiliencePorts
}

/** The breaker of one integration, as one isolate takes part in it. While it is closed nothing is awaited. */
export class Breaker {
  readonly #deps: BreakerDeps

  constructor(deps: BreakerDeps) {
    this.#deps = deps
  }

  get view(): BreakerView {
    return this.#deps.view
  }

  admit(ctx: RequestContext): Leave | Rejection | Promise<Leave | Rejection> {
    const { view } = this.#deps
    if (!view.isShut) return { epoch: view.epoch, probe: undefined }
    const now = ctx.now()
    const waitMs = view.waitMs(now)
    if (waitMs === 0) return this.#ask(ctx, now)
    if (view.isSilentFor(listenMs, now)) this.#reportIn(0, ctx)
    return this.#refusal(waitMs)
  }

  /** What came of a call; `nothing`: it says nothing about the upstream. */
  settle(
    ctx: RequestContext,
    leave: Leave,
    outcome: { readonly verdict: 'good' | 'bad' | 'nothing'; readonly durationMs: number },
  ): void {
    const { view, config } = this.#deps
    const { verdict, durationMs } = outcome
    const isSlow = durationMs >= config.slowCallDuration
    if (leave.probe !== undefined) {
      const probe = verdict === 'nothing' ? 'released' : isSlow ? 'bad' : verdict
      ctx.waitUntil(this.#tell(ctx, { type: 'settle', owner: leave.probe, probe }))
    } else if (verdict !== 'nothing') {
      view.note(verdict === 'good' ? (isSlow ? 's' : '.') : isSlow ? 'F' : 'f', leave.epoch)
      this.#reportIn(verdict === 'bad' || isSlow ? failureReportMs : reportMs, ctx)
    }
  }

  async #ask(ctx: RequestContext, now: number): Promise<Leave | Rejection> {
    const { view, ports, timeoutMs } = this.#deps
    // The others of this isolate are refused meanwhile, not queued.
    view.asking(now + askMs)
    const owner = ports.newOwner()
    const leaseMs = timeoutMs + leaseMarginMs
    const isProbe = await this.#tell(ctx, { type: 'ask', owner, leaseMs })
    if (isProbe) return { epoch: view.epoch, probe: owner }
    if (!view.isShut) return { epoch: view.epoch, probe: undefined }
    return this.#refusal(view.waitMs(ctx.now()))
  }

  #reportIn(delayMs: number, ctx: RequestContext): void {
    const { view, ports } = this.#deps
    const now = ctx.now()
    if (!view.schedules(now + delayMs, now)) return
    const report = () => {
      const outcomes = view.takeOutcomes()
      return this.#tell(ctx, { type: 'report', epoch: view.epoch, outcomes })
    }
    ctx.waitUntil(delayMs === 0 ? report() : ports.wait(delayMs).then(report))
  }

  /** True: the one who asked is the probe. Never rejects: where leave cannot be asked for, it is not needed. */
  async #tell(ctx: RequestContext, event: BreakerEvent): Promise<boolean> {
    const { name, subject, config, view, ports } = this.#deps
    try {
      const standing = await ports.breakers.tell(name, event, config)
      view.learn(standing, ctx.now())
      if (standing.transition !== undefined)
        ctx.waitUntil(ports.changed(subject, standing.transition))
      return standing.isProbe
    } catch (error) {
      if (event.type === 'ask') view.giveUp()
      ports.log('a circuit breaker could not be reached', { ...subject, error })
      return false
    }
  }

  #refusal(waitMs: number): Rejection {
    return reject('circuit_open', {
      detail: `Integration ${this.#deps.subject.integrationId} fails too often and is not called for a while`,
      headers: { 'retry-after': String(Math.max(1, Math.ceil(waitMs / 1_000))) },
    })
  }
}
