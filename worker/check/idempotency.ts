import type { Issue } from '#contract/problem.ts'

import type { Sections } from './sections.ts'

/** Keys where every request may be repeated anyway (RFC 9110 9.2.2). */
export function idempotencyIssues({ idempotency, method }: Sections): Issue[] {
  return idempotency?.enabled === true && method === 'GET' ? [needless] : []
}

const needless: Issue = Object.freeze({
  pointer: '/idempotency/enabled',
  code: 'needless_idempotency',
  message: 'A GET request may always be repeated; use false or write another method',
})
