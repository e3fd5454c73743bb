import type * as z from 'zod'

import type { consumerKeyInput } from '#contract/consumer.ts'
import type { Issue } from '#contract/problem.ts'

import type { KeyColumns } from '../db/consumer-keys.ts'
import type { ConsumerRow } from '../db/consumers.ts'
import { unknownEndpoints } from '../db/endpoints.ts'
import { holdsEveryAddress, readIpNetwork } from '../lib/ip-network.ts'
import { Problem } from '../problem.ts'
import type { AnyCall } from './types.ts'

type Input = z.output<typeof consumerKeyInput>

/** What the schema cannot know about a key. Throws Problem invalid_input with everything that is wrong. */
export async function checkedKeyColumns(
  call: AnyCall,
  input: Input,
  consumer: ConsumerRow,
): Promise<KeyColumns> {
  const { confirmEveryAddress, ...settings } = input
  const columns = {
    ...settings,
    notBefore: timeOf(input.notBefore),
    expiresAt: timeOf(input.expiresAt),
    allowedIps: input.allowedIps.map((text) => text.trim().toLowerCase()),
  }
  const issues = [
    ...timeIssues(columns, call.now),
    ...columns.allowedIps.flatMap((text, at) => networkIssues(text, at, confirmEveryAddress)),
    ...roleIssues(columns.roles, consumer),
    ...(await endpointIssues(call, columns.endpoints)),
  ]
  if (issues.length > 0) throw new Problem('invalid_input', { issues })
  return columns
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text)
}

function timeIssues({ notBefore, expiresAt }: KeyColumns, now: number): Issue[] {
  if (expiresAt === null) return []
  if (expiresAt <= now)
    return [{ pointer: '/expiresAt', code: 'too_small', message: 'Write a time in the future' }]
  if (notBefore === null || notBefore < expiresAt) return []
  return [{ pointer: '/expiresAt', code: 'too_small', message: 'Write a time after notBefore' }]
}

function networkIssues(text: string, at: number, everyAddressIsMeant: boolean): Issue[] {
  const pointer = `/allowedIps/${at}`
  const network = readIpNetwork(text)
  if (network === undefined) {
    const message = 'Write an address, or a network such as 203.0.113.0/24 or 2001:db8::/32'
    return [{ pointer, code: 'invalid_format', message }]
  }
  if (everyAddressIsMeant || !holdsEveryAddress(network)) return []
  const message = `This allows every IPv${network.family} address: remove it, or confirm it with confirmEveryAddress`
  return [{ pointer, code: 'confirmation_required', message }]
}

function roleIssues(roles: readonly string[], consumer: ConsumerRow): Issue[] {
  return roles.flatMap((role, at) => {
    if (consumer.roles.includes(role)) return []
    const known = consumer.roles.join(', ')
    const message = `${consumer.name} has no role ${role}; ${known === '' ? 'it has none' : `write one of: ${known}`}`
    return [{ pointer: `/roles/${at}`, code: 'unknown_value', message }]
  })
}

async function endpointIssues(call: AnyCall, ids: readonly string[]): Promise<Issue[]> {
  const unknown = await unknownEndpoints(call.services.db, ids)
  return ids.flatMap((id, at) =>
    unknown.has(id)
      ? [{ pointer: `/endpoints/${at}`, code: 'unknown_value', message: `No endpoint ${id}` }]
      : [],
  )
}
