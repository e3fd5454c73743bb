/** The step that a pointer below a rule leads into, counted from 1, and the field of it. */
export function stepIn(
  pointer: string,
): { readonly step: number; readonly field: string } | undefined {
  const [, index, field = ''] = /^\/rules\/(\d+)(?:\/(.+))?$/.exec(pointer) ?? []
  return index === undefined ? undefined : { step: Number(index) + 1, field }
}
