import { memberOperation } from './members.ts'

/** Keeps only the named members of an object, or of each object of a list. */
export const pick = memberOperation('pick', 'Keep members', (isNamed) => isNamed)
