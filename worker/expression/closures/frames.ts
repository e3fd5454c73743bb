import type { Variable } from './names.ts'
import type { Frame } from './types.ts'

/** The value of a variable. */
export function valueAt(frame: Frame, { hops, slot }: Variable): unknown {
  let holder: Frame | undefined = frame
  for (let left = hops; left > 0; left -= 1) holder = holder?.outer
  return holder?.values[slot]
}
