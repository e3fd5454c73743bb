import { workPerItem, workPerStep } from '../limits.ts'
import { originals } from '../natives.ts'
import { valueAt } from './frames.ts'
import { isList, sequence, settle } from './sequence.ts'
import { notCompiled, stepAside } from './step-aside.ts'
import type { Kind } from './types.ts'
import { member, requireData } from './values.ts'

/** Text, a number, true, false or null. */
export const literal: Kind = ({ value }) => {
  return () => value
}

/** A name in a path. */
export const name: Kind = (node) => {
  const key = String(node.value)
  const keepArray = node.keepArray === true
  return (focus, { run }) => {
    run.meter.spend(workPerStep)
    const value = member(focus, key, run.meter)
    return isList(value) ? settle(value, keepArray) : value
  }
}

/** `$`, `$$` or `$name`. A name that nothing binds has no value. */
export const variable: Kind = (node, names) => {
  const wanted = String(node.value)
  if (wanted === '') return (focus) => focus
  if (wanted === '$') return (_focus, frame) => frame.run.root
  const found = names.resolve(wanted)
  if (found === undefined) return originals(wanted) === undefined ? () => undefined : notCompiled()
  return found.isFunction ? notCompiled() : (_focus, frame) => valueAt(frame, found)
}

/** `*`: all values of an object. */
export const wildcard: Kind =
  () =>
  (focus, { run }) => {
    if (typeof focus !== 'object' || focus === null) return undefined
    // Of a list the library takes its own marks for members.
    if (isList(focus)) return stepAside()
    requireData(focus)
    const values = Object.values(focus)
    const found: unknown[] = values.flatMap((value) =>
      isList(value) ? value.flat(Infinity) : [value],
    )
    run.meter.spend((values.length + found.length) * workPerItem)
    // A list among the values takes the mark of a sequence off the others.
    const made = sequence(found)
    return values.some(isList) ? [...made] : made
  }
