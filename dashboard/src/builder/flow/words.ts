import type { I18n, Translate } from '../../i18n/index.ts'
import type { FlowGraph, FlowNode } from './graph.ts'
import type { FlowMark } from './marks.ts'

/** What a step is called: by its author, else by what it is. */
export const titleOf = (t: Translate, { kind, name }: FlowNode): string =>
  name === '' ? t(`builder.flow.kinds.${kind}`) : name

/** What kind of step it is, where its name does not say it. */
export function kindWords(t: Translate, { kind, type, name }: FlowNode): string {
  if (name === '') return ''
  const words = t(`builder.flow.kinds.${kind}`)
  return kind === 'integration' && type !== '' ? `${words} · ${type}` : words
}

/** What it is about: an address, or the policies that are on. */
export const subjectOf = (t: Translate, { policies, target }: FlowNode): string =>
  policies.length > 0
    ? policies.map((section) => t(`builder.section.${section}`)).join(' · ')
    : target

/** Marks that an author sets, in words. */
export function noteWords(t: Translate, node: FlowNode): string[] {
  return [
    ...(node.isStandby ? [t('builder.flow.standby')] : []),
    ...(node.isOptional ? [t('builder.flow.optional')] : []),
    ...(node.condition === '' ? [] : [t('builder.flow.condition', { condition: node.condition })]),
  ]
}

/** Its place in words: what it follows, whom it stands in for. */
export function placeWords(t: Translate, { nodes, edges }: FlowGraph, id: string): string[] {
  const names = (from: readonly string[]) =>
    from
      .map((one) => nodes.find((node) => node.id === one))
      .flatMap((node) => (node === undefined ? [] : [titleOf(t, node)]))
      .join(', ')
  const into = edges.filter(({ to }) => to === id)
  const sources = (isWanted: (edge: (typeof edges)[number]) => boolean) =>
    names(into.filter(isWanted).map(({ from }) => from))
  const after = sources(({ kind, isBroken }) => kind !== 'stand-in' && !isBroken)
  const broken = sources(({ isBroken }) => isBroken)
  const standsIn = sources(({ kind }) => kind === 'stand-in')
  return [
    ...(id === 'request' ? [t('builder.flow.first')] : []),
    ...(after === '' ? [] : [t('builder.flow.after', { names: after })]),
    ...(broken === '' ? [] : [t('builder.flow.brokenAfter', { names: broken })]),
    ...(standsIn === '' ? [] : [t('builder.flow.standsInFor', { names: standsIn })]),
  ]
}

/** What a test did to it. */
export function markWords({ t, format }: I18n, mark: FlowMark): string {
  const { outcome, durationMs, status } = mark
  const hasTime = durationMs !== undefined && outcome !== 'skipped'
  return [
    t(`builder.flow.marks.${outcome}`),
    ...(status === undefined ? [] : [t('builder.flow.status', { status })]),
    ...(hasTime ? [format.durationMs(durationMs)] : []),
  ].join(', ')
}
