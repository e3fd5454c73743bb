import { rateLimit } from '#contract/rate-limit.ts'

const { requestsPerMinute, burstLimit } = rateLimit.shape

/** The numbers every strategy has. */
export const numbers = { requestsPerMinute, burstLimit }
