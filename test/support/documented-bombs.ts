export interface Bomb {
  readonly name: string
  readonly source: string
}

/** The expressions of docs/bombs.md. */
export function bombsOf(page: string): readonly Bomb[] {
  const blocks = [...page.matchAll(/^## (.+)\n```\n([^`]*(?:`[^`]+)*?)\n```$/gm)]
  return blocks.map(([, name = '', source = '']) => ({ name, source }))
}
