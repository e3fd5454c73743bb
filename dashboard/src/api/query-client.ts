import { MutationCache, QueryCache, QueryClient } from '@tanstack/solid-query'

import { NetworkError } from './client.ts'
import { keys } from './keys.ts'
import { ProblemError } from './problem-error.ts'

const retries = 2

/** Answers that may be better a moment later are asked for again; refusals are not. */
export function createQueryClient(): QueryClient {
  const onError = (error: unknown) => {
    // The session ended elsewhere: asking who is signed in leads to the sign-in page.
    const ended = error instanceof ProblemError && error.code === 'unauthenticated'
    if (ended && client.getQueryState(keys.session)?.status === 'success') {
      void client.invalidateQueries({ queryKey: keys.session })
    }
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (count, error) => count < retries && isTransient(error),
      },
    },
  })
  return client
}

function isTransient(error: unknown): boolean {
  if (error instanceof NetworkError) return true
  // A missing master key is nothing that passes.
  return (
    error instanceof ProblemError && error.status >= 500 && error.code !== 'secrets_unavailable'
  )
}
