import { type Accessor, createContext, useContext } from 'solid-js'

import type { Endpoint } from '#contract/endpoint.ts'
import type { Change } from '#contract/diff.ts'
import type { KindEntry } from '#contract/kind.ts'

import type { Output } from '../api/types.ts'
import type { DraftStore } from './create-draft-store.ts'
import type { TestConsole } from './create-test-console.ts'
import type { SectionId } from './sections.ts'

export type BuilderView = 'form' | 'json' | 'flow'

/** What the parts of the builder share. */
export interface Builder {
  readonly store: DraftStore
  readonly test: TestConsole
  readonly endpoint: Accessor<Pick<Endpoint, 'id' | 'liveVersion' | 'url' | 'isActive'>>
  readonly kinds: Accessor<readonly KindEntry[]>
  /** Configuration that answers callers; undefined before the first publish. */
  readonly live: Accessor<unknown>
  /** Draft against live. */
  readonly changes: Accessor<readonly Change[]>
  readonly canEdit: Accessor<boolean>
  readonly view: Accessor<BuilderView>
  readonly setView: (view: BuilderView) => void
  readonly section: Accessor<SectionId>
  /** Shows a section of the form, and of its list the item of this index. */
  readonly show: (section: SectionId, item?: number) => void
  /** The item that was asked for; undefined: none was. */
  readonly item: Accessor<number | undefined>
  readonly openReview: () => void
  /** The endpoint as an action answered it. */
  readonly replaceEndpoint: (endpoint: Output<'publishEndpoint'>) => void
}

export const BuilderContext = createContext<Builder>()

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext)
  if (builder === undefined) throw new Error('Part of the builder outside of BuilderContext')
  return builder
}
