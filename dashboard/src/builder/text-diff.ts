export interface DiffLine {
  readonly kind: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Lines of two texts side by side in one list: the longest common sequence stays. */
export function diffLines(before: string, after: string): DiffLine[] {
  const left = before.split('\n')
  const right = after.split('\n')
  const common = commonLengths(left, right)
  const lines: DiffLine[] = []
  let row = 0
  let column = 0
  while (row < left.length || column < right.length) {
    const [old, fresh] = [left[row], right[column]]
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old })
      row++
      column++
    } else if (
      old !== undefined &&
      (fresh === undefined || at(common, row + 1, column) >= at(common, row, column + 1))
    ) {
      lines.push({ kind: 'removed', text: old })
      row++
    } else {
      lines.push({ kind: 'added', text: fresh ?? '' })
      column++
    }
  }
  return lines
}

/** Lines around changes; a longer run of lines that are the same becomes one line of `…`. */
export function foldSame(lines: readonly DiffLine[], around = 3): DiffLine[] {
  const isNear = (index: number) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== 'same')
  return lines.flatMap((line, index): DiffLine[] => {
    if (isNear(index)) return [line]
    return index === 0 || isNear(index - 1) ? [{ kind: 'same', text: '…' }] : []
  })
}

/** Length of the longest common sequence of the rests that start at each pair of lines. */
function commonLengths(left: readonly string[], right: readonly string[]): Uint32Array[] {
  const table = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1))
  for (let row = left.length - 1; row >= 0; row--) {
    const line = table[row] ?? new Uint32Array()
    for (let column = right.length - 1; column >= 0; column--) {
      line[column] =
        left[row] === right[column]
          ? at(table, row + 1, column + 1) + 1
          : Math.max(at(table, row + 1, column), at(table, row, column + 1))
    }
  }
  return table
}

const at = (table: readonly Uint32Array[], row: number, column: number): number =>
  table[row]?.[column] ?? 0
