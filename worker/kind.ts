import type * as z from 'zod'

import type { StageName } from '#contract/kind.ts'

/** One selectable variant of a stage: what the user may write, and how it runs. */
export interface Kind<Config extends z.ZodType, Deps, Run> {
  readonly type: string
  readonly title: string
  readonly config: Config
  /** Adds to its JSON Schema what `config` does not say, where a catalogue is made: not at the start of an isolate. */
  readonly describe?: z.core.JSONSchemaGeneratorParams['override']
  /** Runs once per published version, never per request. Throws Problem on a config that cannot work. */
  compile(config: z.output<Config>, deps: Deps): Run
}

/** What a catalogue says of a kind. */
export type KindFacts = Pick<
  Kind<z.ZodType, never, unknown>,
  'type' | 'title' | 'config' | 'describe'
>

/** The kinds of one stage, found by their `type`. Adding a kind is its import and its line. */
export interface Registry<Deps, Run> {
  readonly stage: StageName
  readonly kinds: readonly KindFacts[]
  /** Types the contract names and this version cannot run. */
  readonly later: readonly string[]
  has(type: string): boolean
  /** `config` must already be parsed by the contract. */
  compile(type: string, config: unknown, deps: Deps): Run
}

/**
 * `later` names the types the contract knows and this version does not have: they are listed as
 * unavailable, so an author reads why a kind is refused.
 */
export function defineKinds<Deps, Run>(
  stage: StageName,
  later: readonly string[] = [],
  // oxlint-disable-next-line typescript/no-explicit-any -- each kind has its own config; compile() below re-parses it
  ...kinds: readonly Kind<any, Deps, Run>[]
): Registry<Deps, Run> {
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  return {
    stage,
    kinds,
    later,
    has: (type) => byType.has(type),
    compile(type, config, deps) {
      const kind = byType.get(type)
      if (kind === undefined)
        throw new TypeError(`no kind ${stage}/${type}: check it before compiling`)
      return kind.compile(kind.config.parse(config), deps)
    },
  }
}
