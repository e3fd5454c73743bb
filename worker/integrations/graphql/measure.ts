import type { GraphqlDocument, SelectionSet } from './document.ts'

/** What a document asks of a server, fragments counted wherever they are spread. */
export interface Measures {
  /** Levels of fields in the deepest operation; Infinity when a fragment spreads itself. */
  readonly depth: number
  /** Aliases in the operation that has most. */
  readonly aliases: number
  /** Names of all fields. */
  readonly fields: ReadonlySet<string>
  /** Names of fragments that are spread and not defined. */
  readonly unknown: readonly string[]
}

/** Each fragment is measured once: nested spreads must not multiply the work. */
export function measure({ operations, fragments }: GraphqlDocument): Measures {
  const fields = new Set<string>()
  const unknown = new Set<string>()
  const known = new Map<string, Size>()

  const ofSpread = (name: string): Size => {
    const set = fragments.get(name)
    if (set === undefined) unknown.add(name)
    const size = known.get(name)
    if (size !== undefined || set === undefined) return size ?? nothing
    // Stands while the fragment itself is measured, so a cycle is infinitely deep.
    known.set(name, { depth: Infinity, aliases: 0 })
    known.set(name, ofSet(set))
    return known.get(name) ?? nothing
  }
  const ofSet = (set: SelectionSet): Size => {
    const own = set.fields.map(({ name, isAlias, selections }) => {
      fields.add(name)
      const { depth, aliases } = selections === undefined ? nothing : ofSet(selections)
      return { depth: depth + 1, aliases: aliases + (isAlias ? 1 : 0) }
    })
    return together([...own, ...set.spreads.map(ofSpread), ...set.inline.map(ofSet)])
  }

  const sizes = operations.map(({ selections }) => ofSet(selections))
  // Fragments that nothing spreads are looked at too: what they ask is in the document.
  const spare = [...fragments.keys()].map(ofSpread)
  return {
    depth: Math.max(0, ...[...sizes, ...spare].map(({ depth }) => depth)),
    aliases: Math.max(0, ...sizes.map(({ aliases }) => aliases)),
    fields,
    unknown: [...unknown],
  }
}

interface Size {
  readonly depth: number
  readonly aliases: number
}

const nothing: Size = { depth: 0, aliases: 0 }

function together(sizes: readonly Size[]): Size {
  return {
    depth: Math.max(0, ...sizes.map(({ depth }) => depth)),
    aliases: sizes.reduce((sum, { aliases }) => sum + aliases, 0),
  }
}
