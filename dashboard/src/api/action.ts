import { useMutation, useQueryClient } from '@tanstack/solid-query'

import type { RouteName } from '#contract/routes.ts'

import { call } from './client.ts'
import { keys } from './keys.ts'
import type { Answer, CallArguments, CallOptions, Output } from './types.ts'

interface ActionOptions {
  /** Cache keys the change makes stale, besides the audit log. */
  readonly invalidates?: readonly (readonly unknown[])[]
}

/**
 * A change through one route: `action.mutate(options)`, with `isPending` and `error` for the form.
 * On success the named caches are read again.
 */
export function useAction<Name extends RouteName>(name: Name, options: ActionOptions = {}) {
  const client = useQueryClient()
  return useMutation<Answer<Output<Name>>, Error, CallOptions<Name>>(() => ({
    mutationFn: (variables) => call(name, ...([variables] as CallArguments<Name>)),
    onSuccess: async () => {
      const stale = [...(options.invalidates ?? []), keys.allAudit]
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  }))
}
