import { maxSequenceLength } from '../limits.ts'
import { Meter, type Purse } from '../meter.ts'
import type { Focus } from '../natives.ts'
import { sequence } from './sequence.ts'

const options = { sequence: maxSequenceLength }

/** One evaluation: what all its closures share, and what natives find as `this`. */
export class Run implements Focus {
  readonly meter: Meter
  /** The input document, `$$`. */
  readonly root: object
  readonly options = options

  /** Keeps the hidden classes of an evaluation alive (docs/decisions/0033-hidden-classes.md). */
  static readonly kept = [new Run({}, 0), sequence([{}]), sequence([1]), sequence([1.5])]

  constructor(root: object, now: number, purse?: Purse) {
    this.root = root
    this.meter = new Meter(now, true, purse)
  }

  get environment(): Focus['environment'] {
    return { base: this }
  }

  createSequence(...items: unknown[]): unknown[] {
    return sequence(items)
  }
}
