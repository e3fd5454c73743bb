import type { Issue } from '#contract/problem.ts'

import type { Sections } from './sections.ts'

/** What of webhooks shows without compiling anything: payload_required, unsent_webhook. */
export function webhookIssues(sections: Sections): Issue[] {
  const { integrations, transformations, method, caching } = sections
  const isMade = transformations.some((rule) => rule?.phase === 'request')
  return integrations.flatMap((config, at) => {
    if (config?.type !== 'webhook') return []
    return [
      ...(method === 'GET' && config.payload === undefined && !isMade
        ? [{ ...payloadRequired, pointer: `/integrations/${at}/payload` }]
        : []),
      ...(caching?.enabled === true ? [unsent] : []),
    ]
  })
}

const payloadRequired = Object.freeze({
  code: 'payload_required',
  message: 'A GET request has no body to send; write a payload',
})

const unsent: Issue = Object.freeze({
  pointer: '/caching/enabled',
  code: 'unsent_webhook',
  message: 'An answer from the cache sends no webhook; use false',
})
