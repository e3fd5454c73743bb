import type { FormModel } from '../form/form-context.ts'
import { valueAt } from './pointer.ts'

/** The list at a pointer; empty when there is none. */
export function itemsAt(form: FormModel, pointer: string): readonly unknown[] {
  const value = form.get(pointer)
  return Array.isArray(value) ? value : []
}

/** `service`, `service2`, … : the first that no item of the list has. */
export function freshId(base: string, items: readonly unknown[]): string {
  const taken = new Set(items.map((item) => valueAt(item, '/id')))
  let id = base
  for (let number = 2; taken.has(id); number++) id = `${base}${number}`
  return id
}

/** Brings the open item of a list that is being built into view, with the focus on it. */
export function showOpened(list: HTMLElement): void {
  queueMicrotask(() => list.querySelector<HTMLElement>('[aria-expanded=true]')?.focus())
}
