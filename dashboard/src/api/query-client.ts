import { QueryClient } from '@tanstack/solid-query'

import { NetworkError } from './client.ts'
import { ProblemError } from './problem-error.ts'

const retries = 2

/** Answers that may be better a moment later are asked for again; refusals are not. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < retries && isTransient(error),
      },
    },
  })
}

function isTransient(error: unknown): boolean {
  return error instanceof NetworkError || (error instanceof ProblemError && error.status >= 500)
}
