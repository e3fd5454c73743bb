import { pointerTo } from '#contract/json-pointer.ts'

import { endOfString } from './json-scan.ts'

/** How many members all objects of a value of JSON.parse have: fewer than the text has names when one is there twice. */
export function countMembers(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let count = 0
  if (Array.isArray(value)) for (const item of value) count += countMembers(item)
  else for (const name in value) count += 1 + countMembers((value as Record<string, unknown>)[name])
  return count
}

/**
 * Pointer to the first member whose name its object already has, in a text that JSON.parse accepts.
 * Names are compared as they mean: `"a"` and `"\u0061"` are one (RFC 8259 section 4: receivers differ).
 */
export function duplicateKey(text: string): string | undefined {
  const scan = new Scan(text)
  for (let at = 0; at < text.length; at = scan.step(at)) if (scan.found !== undefined) break
  return scan.found
}

interface Level {
  /** Names seen; undefined in a list. */
  readonly names: Set<string> | undefined
  key: string | number
  /** The next string is a name. */
  expectsName: boolean
}

class Scan {
  found: string | undefined
  private readonly text: string
  private readonly levels: Level[] = []

  constructor(text: string) {
    this.text = text
  }

  /** Reads the token at `at`, answers where the next one may start. */
  step(at: number): number {
    const level = this.levels.at(-1)
    switch (this.text[at]) {
      case '{':
        this.levels.push({ names: new Set(), key: '', expectsName: true })
        return at + 1
      case '[':
        this.levels.push({ names: undefined, key: 0, expectsName: false })
        return at + 1
      case '}':
      case ']':
        this.levels.pop()
        return at + 1
      case ',':
        if (typeof level?.key === 'number') level.key += 1
        else if (level !== undefined) level.expectsName = true
        return at + 1
      case '"':
        return this.string(at, level)
      default:
        return at + 1
    }
  }

  private string(at: number, level: Level | undefined): number {
    const end = endOfString(this.text, at) + 1
    if (level?.names === undefined || !level.expectsName) return end
    level.expectsName = false
    const name = JSON.parse(this.text.slice(at, end)) as string
    level.key = name
    if (level.names.has(name)) this.found = pointerTo(...this.levels.map(({ key }) => key))
    level.names.add(name)
    return end
  }
}
