import type { Type } from './type.ts'

/** Variables of a block or a function, over those around it. */
export class Frame {
  private readonly around: Frame | undefined
  private readonly types = new Map<string, Type>()

  constructor(around?: Frame) {
    this.around = around
  }

  set(name: string, type: Type): void {
    this.types.set(name, type)
  }

  get(name: string): Type | undefined {
    return this.types.get(name) ?? this.around?.get(name)
  }
}
