import { notCompiled } from './step-aside.ts'
import { isTrue } from './truth.ts'
import type { Kind } from './types.ts'

/** `a ? b : c`, and with it `a ?: c` and `a ?? c`, which the parser writes so. */
export const condition: Kind = (node, names, compile) => {
  const test = compile(node.condition ?? notCompiled(), names)
  const yes = compile(node.then ?? notCompiled(), names)
  const no = node.else === undefined ? undefined : compile(node.else, names)
  return (focus, frame) => {
    const { meter } = frame.run
    return isTrue(test(focus, frame), meter) ? yes(focus, frame) : no?.(focus, frame)
  }
}
