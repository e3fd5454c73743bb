import type { Issue } from '#contract/problem.ts'
import type { KindEntry, StageName } from '#contract/kind.ts'

import { segmentsOf } from './pointer.ts'

/** Sections of the builder, in the order a request passes them. */
export const sectionIds = [
  'request',
  'authentication',
  'rateLimit',
  'caching',
  'validation',
  'idempotency',
  'integrations',
  'transformations',
  'response',
  'documentation',
] as const
export type SectionId = (typeof sectionIds)[number]

/** Sections that appear only when an instance offers something in their stage. */
const stageOfSection: Partial<Record<SectionId, StageName>> = {
  authentication: 'auth',
  caching: 'cache',
}

/** Order in which a configuration's members are written. */
export const sectionOrder: readonly string[] = [
  'name',
  'path',
  'method',
  'description',
  'version',
  'isActive',
  'authentication',
  'rateLimit',
  'idempotency',
  'caching',
  'request',
  'validation',
  'variables',
  'integrations',
  'transformations',
  'workflow',
  'response',
  'documentation',
]

/** The section that edits what a pointer names. */
export function sectionOf(pointer: string): SectionId {
  const first = segmentsOf(pointer)[0] ?? ''
  return sectionIds.find((section) => section === first) ?? 'request'
}

/** Number of issues per section. */
export function issueCounts(issues: readonly Issue[]): Partial<Record<SectionId, number>> {
  const counts: Partial<Record<SectionId, number>> = {}
  for (const issue of issues) {
    const section = sectionOf(issue.pointer)
    counts[section] = (counts[section] ?? 0) + 1
  }
  return counts
}

/** Kinds a section lets the author choose from: available ones other than `none`. */
export function kindsOf(section: SectionId, kinds: readonly KindEntry[]): KindEntry[] {
  const stage = stageOfSection[section]
  return kinds.filter((kind) => kind.stage === stage && kind.available && kind.type !== 'none')
}

/** Sections to show: a stage without kinds is hidden unless the draft has a problem there. */
export function visibleSections(
  kinds: readonly KindEntry[],
  issues: readonly Issue[],
): SectionId[] {
  const counts = issueCounts(issues)
  return sectionIds.filter(
    (section) =>
      stageOfSection[section] === undefined ||
      kindsOf(section, kinds).length > 0 ||
      counts[section] !== undefined,
  )
}
