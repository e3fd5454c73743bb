import { memberOperation } from './members.ts'

/** Leaves out the named members of an object, or of each object of a list. */
export const omit = memberOperation('omit', 'Leave members out', (isNamed) => !isNamed)
