import * as expressions from './expression-targets.ts'
import type { Target } from './lab/target.ts'
import * as peers from './peer-targets.ts'
import * as targets from './targets.ts'

/** One row: a case is compared with a peer, both in this run. */
export interface Case {
  readonly case: string
  readonly peer: string
  readonly subject: Target
  readonly against: Target
  /** What the goal is about: requests per second (more is better), or CPU per request (less is better). */
  readonly metric: 'requests' | 'cpu'
  /** At least this for `requests`, at most this for `cpu`. Absent: reported, not judged. */
  readonly goal?: number
  /** A yardstick outside the runtime or the product: measured with fewer pairs. */
  readonly yardstick?: true
}

const { passthrough } = targets

/** Every row of `npm run bench`. Adding one is its target and its line. */
export const cases: readonly Case[] = [
  row(passthrough, peers.honoProxy, { goal: 1.05 }),
  row(passthrough, peers.bareWorkerProxy, { goal: 0.95 }),
  row(targets.apiKey, passthrough, { goal: 0.93 }),
  row(targets.jwtCachedToken, passthrough, { goal: 0.93 }),
  row(targets.keyLimit, peers.handWrittenCached),
  row(targets.keyLimitProxied, peers.handWrittenProxied, { goal: 1.8 }),
  row(targets.keyLimitProxied, passthrough, { goal: 0.88 }),
  row(targets.keyLimit1000Keys, peers.handWritten1000Keys, { goal: 2.2 }),
  row(targets.keyLimitCached, peers.handWrittenCached, { goal: 2.5 }),
  row(targets.keyLimitCached, peers.expertCached, { goal: 0.9 }),
  row(targets.keyLimitCached, peers.bareWorker, { goal: 0.55 }),
  row(targets.jwtLimitCached, peers.handWrittenJwtCached, { goal: 2 }),
  row(targets.limitedEndpoints(10_000), targets.limitedEndpoints(10), {
    metric: 'cpu',
    goal: 1.15,
  }),
  row(targets.validated, targets.passthroughPost, { goal: 0.85 }),
  row(targets.mapped, passthrough, { goal: 0.85 }),
  row(targets.mapped, peers.mappedByHand, { yardstick: true }),
  row(peers.mappedByHand, peers.bareWorkerProxy, { yardstick: true }),
  row(expressions.mapping12Fields.ours, expressions.mapping12Fields.theirs, { goal: 20 }),
  row(expressions.filter100Records.ours, expressions.filter100Records.theirs, { goal: 10 }),
  row(expressions.sum100Records.ours, expressions.sum100Records.theirs, { goal: 10 }),
  row(targets.resilient, passthrough, { goal: 0.95 }),
  row(targets.endpoints(10_000), targets.endpoints(10), { metric: 'cpu', goal: 1.1 }),
  row(targets.largeBody, passthrough, { metric: 'cpu', goal: 1.15 }),
  row(peers.handWrittenCached, peers.bareWorker, { yardstick: true }),
  row(peers.honoProxy, peers.bareWorkerProxy, { yardstick: true }),
  row(peers.bodyProxy('parse'), peers.bodyProxy('stream'), { yardstick: true }),
  row(passthrough, peers.nginxProxy, { yardstick: true }),
  row(passthrough, peers.fastifyProxy, { yardstick: true }),
  row(passthrough, peers.expressGateway, { yardstick: true }),
]

/** The same target twice: what differs between two equal servers is noise. */
export const control: Case = row(peers.bareWorkerProxy, peers.bareWorkerProxy)

function row(
  subject: Target,
  against: Target,
  more: Partial<Pick<Case, 'metric' | 'goal' | 'yardstick'>> = {},
): Case {
  return {
    case: subject.name,
    peer: against.name,
    subject,
    against,
    metric: 'requests',
    ...more,
  }
}
