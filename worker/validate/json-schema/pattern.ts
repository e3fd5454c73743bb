import { type LinearRegex, linearRegex } from '../../lib/regex/index.ts'

import type { Run } from './run.ts'
import type { Site } from './types.ts'

/**
 * A pattern of a user, matched anywhere in a text in linear time (2020-12 core, 6.4).
 * Refuses, with a fault, what such an engine cannot do: look-around and back-references.
 */
export function compilePattern(
  site: Pick<Site, 'fault'> & { readonly value: unknown },
): (text: string, run: Run) => boolean {
  if (typeof site.value !== 'string') return site.fault('Write a pattern')
  const engine = compiled(site.value) ?? site.fault(unusable)
  const unitsPerCharacter = 1 + engine.size
  return (text, run) => {
    run.spend(1 + ((text.length * unitsPerCharacter) >> 3))
    return engine.test(text)
  }
}

const unusable =
  'This is no regular expression, or one with look-around or back-references: those cannot run in linear time'

function compiled(source: string): LinearRegex | undefined {
  try {
    return linearRegex(source)
  } catch {
    return undefined
  }
}
