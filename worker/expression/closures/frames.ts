import type { Frame } from './types.ts'

/** The value of a variable so many frames out. */
export function valueAt(frame: Frame, hops: number, slot: number): unknown {
  let holder: Frame | undefined = frame
  for (let left = hops; left > 0; left -= 1) holder = holder?.outer
  return holder?.values[slot]
}
