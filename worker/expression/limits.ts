/** Work one evaluation may do. One step of the interpreter is 100 units; natives count what they touch. */
export const maxWork = 5_000_000
export const workPerStep = 100
/** Making an object is dearer than other steps. */
export const workPerObject = 200
/** One item of a list that is walked. */
export const workPerItem = 4

/** Characters of a string an expression makes. */
export const maxStringLength = 1_048_576

/** Items of a sequence an expression makes. */
export const maxSequenceLength = 20_000

/**
 * Evaluations that may be open at once, in depth and side by side: the members of an object literal
 * are evaluated together, so this also bounds how wide a literal may be.
 */
export const maxOpenEvaluations = 5_000

/** Characters of a value written out as JSON: shared parts count as often as they appear. */
export const maxValueSize = 16_777_216

/** Nesting of a value an expression makes or reads. */
export const maxDepth = 256

/** Characters of a date, time or number picture. */
export const maxPictureLength = 256
