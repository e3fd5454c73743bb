import { notCompiled } from './step-aside.ts'

/** Where a variable stands at run time: so many frames out, at this place. */
export interface Variable {
  readonly hops: number
  readonly slot: number
  /** Holds a Callable, which is never data. */
  readonly isFunction: boolean
}

type Slot = Omit<Variable, 'hops'>

/** The variables one frame will hold, known while compiling. */
export class Names {
  private readonly slots = new Map<string, Slot>()
  private readonly outer: Names | undefined
  /** Names this frame binds somewhere: until then the library would look further out. */
  private readonly bound: ReadonlySet<string>
  private count = 0

  constructor(outer?: Names, bound: ReadonlySet<string> = new Set()) {
    this.outer = outer
    this.bound = bound
  }

  /** The place of a name from here on. A name bound again keeps its place. */
  declare(name: string, isFunction = false): number {
    const known = this.slots.get(name)
    if (known !== undefined && known.isFunction !== isFunction) notCompiled()
    const slot = known?.slot ?? this.count++
    this.slots.set(name, { slot, isFunction })
    return slot
  }

  /** The places of parameters in order. The last of two with one name counts. */
  declareParameters(names: readonly string[]): void {
    for (const name of names) this.slots.set(name, { slot: this.count++, isFunction: false })
  }

  /** Undefined for what no frame binds. Throws NotCompiled for what is bound later. */
  resolve(name: string, hops = 0): Variable | undefined {
    const slot = this.slots.get(name)
    if (slot !== undefined) return { ...slot, hops }
    if (this.bound.has(name)) notCompiled()
    return this.outer?.resolve(name, hops + 1)
  }
}
