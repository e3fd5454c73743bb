import { createContext, useContext } from 'solid-js'

import type { Role } from '#contract/account.ts'

import type { Output } from '../api/types.ts'

export type Me = Output<'currentSession'>

/** From least to most powerful; contract/account.ts has the same list, but with zod in tow. */
const ranks: Readonly<Record<Role, number>> = { viewer: 0, editor: 1, admin: 2, owner: 3 }

export interface SessionContextValue {
  readonly me: () => Me
  /** Whether the signed-in user may do what needs this role. */
  readonly can: (role: Role) => boolean
}

export const SessionContext = createContext<SessionContextValue>()

export function roleAtLeast(role: Role, needed: Role): boolean {
  return ranks[role] >= ranks[needed]
}

export function useMe(): SessionContextValue {
  const context = useContext(SessionContext)
  if (context === undefined) throw new Error('useMe needs a signed-in session above it')
  return context
}
