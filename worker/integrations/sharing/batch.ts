import type { Batching } from '#contract/batching.ts'
import type { Issue } from '#contract/problem.ts'

import type { IntegrationResult, RequestContext } from '../../context.ts'
import { compileExpression, type Expression, mergeReads } from '../../expression/index.ts'
import { tooLate, withDeadline } from '../../lib/deadline.ts'
import { Problem } from '../../problem.ts'
import { isRejection, reject, type Rejection } from '../../rejection.ts'
import { callKey } from '../resilience/last-good.ts'
import { notesOf } from '../resilience/notes.ts'
import type { Outgoing } from '../send.ts'
import type { CompiledIntegration } from '../types.ts'
import { type BatchRequest, compileBatchRequest } from './batch-request.ts'
import { type Shared, type Sharing, tellFallback } from './types.ts'

/** What came of a batch: plain data, for nothing of one request's I/O is another's. */
type Outcome = (Shared<IntegrationResult> & { readonly parts: unknown }) | Rejection

/** Calls that will be one request. */
interface Group {
  readonly items: unknown[]
  /** Position by the text of an item. */
  readonly known: Map<string, number>
  readonly outcome: Promise<Outcome>
  readonly opener: RequestContext
}

interface Plan {
  readonly config: Batching
  readonly inner: CompiledIntegration
  readonly sharing: Sharing
  readonly item: Expression
  readonly key: Expression | undefined
  readonly request: BatchRequest
  readonly response: Expression
  readonly wait: (ms: number) => Promise<void>
  readonly groups: Map<string, Group>
}

/**
 * Calls of this isolate are collected for a while and made as one request; each gets its part of the answer. Only calls
 * of one caller that are equal but for their item come together. Throws Problem invalid_configuration.
 */
export function batched(
  inner: CompiledIntegration,
  config: Batching,
  deps: { sharing: Sharing; pointer: string; wait: Plan['wait'] },
): CompiledIntegration {
  const { sharing, pointer, wait } = deps
  const item = compileExpression(config.item, `${pointer}/item`)
  const key = config.key === undefined ? undefined : compileExpression(config.key, `${pointer}/key`)
  const request = compileBatchRequest(config.request, `${pointer}/request`)
  const response = compileExpression(config.response, `${pointer}/response`)
  const shared = [...request.expressions, [`${pointer}/response`, response] as const]
  const issues = shared.flatMap(([at, expression]) => foreignIssues(at, expression))
  if (issues.length > 0) throw new Problem('invalid_configuration', { issues })
  const own = key === undefined ? [item] : [item, key]
  const plan = { config, inner, sharing, item, key, request, response, wait, groups: new Map() }
  return {
    ...inner,
    dependsOn: [...new Set([...inner.dependsOn, ...own.flatMap((one) => one.integrations)])],
    readsRequestBody: inner.readsRequestBody || own.some((one) => one.readsRequestBody),
    caller: mergeReads([inner, ...own]),
    read: (ctx) => read(plan, ctx),
  }
}

/** What is made for several callers must not hold anything of one of them. */
function foreignIssues(pointer: string, { roots }: Expression): Issue[] {
  return roots
    .filter((root) => ['request', 'principal', 'integrations'].includes(root))
    .map((root) => ({
      pointer,
      code: 'shared_expression',
      message: `${root} is of one caller, and the batch of several; read items instead`,
    }))
}

async function read(plan: Plan, ctx: RequestContext): Promise<IntegrationResult | Rejection> {
  const { sharing, item: itemOf } = plan
  const item = await itemOf.evaluate({ ctx })
  if (item === undefined) return noItem
  const prepared = await sharing.prepare(ctx, {})
  if (isRejection(prepared)) return prepared
  const own = JSON.stringify((await plan.key?.evaluate({ ctx })) ?? null)
  const group = groupOf(plan, callKey(sharing.name, ctx, prepared, own), { ctx, prepared })
  const position = enter(group, item, plan.config.deduplicate)
  // Whatever becomes of this caller, its item is on the way.
  ctx.isSent = true
  const outcome = await withDeadline(group.outcome, sharing.waitMs)
  notesOf(ctx, sharing.id).batch = group.items.length
  if (outcome === tooLate) return timedOut
  if (isRejection(outcome)) return outcome
  // Who opened it has been told.
  if (group.opener !== ctx) tellFallback(outcome, ctx)
  const body = partOf(plan.config.partsBy, outcome.parts, { item, position })
  return body === undefined ? missing : { ...outcome.result, body }
}

const noItem = Object.freeze(
  reject('expression_failed', { detail: 'The item of a batch has no value' }),
)
const timedOut = Object.freeze(reject('upstream_timeout'))
const missing = Object.freeze(reject('batch_part_missing'))

interface Opener {
  readonly ctx: RequestContext
  readonly prepared: Outgoing
}

/** The group that is being collected, or a new one that this caller sends: in its own time, so nobody wakes it up. */
function groupOf(plan: Plan, key: string, opener: Opener): Group {
  const open = plan.groups.get(key)
  if (open !== undefined && open.items.length < plan.config.maxBatchSize) return open
  const items: unknown[] = []
  const close = () => {
    if (plan.groups.get(key) === group) plan.groups.delete(key)
  }
  const group: Group = {
    items,
    known: new Map(),
    outcome: send(plan, items, close, opener),
    opener: opener.ctx,
  }
  plan.groups.set(key, group)
  // Others wait for it: it outlives a caller that goes away.
  opener.ctx.waitUntil(group.outcome.catch(() => undefined))
  return group
}

function enter({ items, known }: Group, item: unknown, deduplicate: boolean): number {
  const text = JSON.stringify(item)
  const before = deduplicate ? known.get(text) : undefined
  if (before !== undefined) return before
  known.set(text, items.length)
  return items.push(item) - 1
}

async function send(
  plan: Plan,
  items: readonly unknown[],
  close: () => void,
  { ctx, prepared }: Opener,
): Promise<Outcome> {
  await plan.wait(plan.config.window)
  close()
  const outgoing = await plan.request.build(prepared, items, ctx)
  if (isRejection(outgoing)) return outgoing
  const result = await plan.inner.read(ctx, { prepared: outgoing })
  if (isRejection(result)) return result
  const { status, headers, body } = result
  // The body of an error may tell one caller what another asked for.
  if (status < 200 || status > 299)
    return reject('upstream_unexpected_status', {
      detail: `Integration ${plan.sharing.id} answered ${status}`,
      answered: { status, retryAfter: headers['retry-after'] ?? null },
    })
  const parts = await plan.response.evaluate({ ctx, items, body })
  return { result, parts, fallback: ctx.fallback }
}

/** Undefined: there is none. */
function partOf(
  by: Batching['partsBy'],
  parts: unknown,
  { item, position }: { readonly item: unknown; readonly position: number },
): unknown {
  // The language makes a list of one its only value.
  if (by === 'order')
    return Array.isArray(parts) ? parts[position] : position === 0 ? parts : undefined
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : item
  if (typeof parts !== 'object' || parts === null || !Object.hasOwn(parts, String(id)))
    return undefined
  return (parts as Readonly<Record<string, unknown>>)[String(id)]
}
