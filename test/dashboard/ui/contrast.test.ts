/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'

// Read from disk: the test runner empties style sheets it imports.
const folder = 'dashboard/src'
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(css|tsx?)$/.test(path))
  .map((path) => [path, readFileSync(join(folder, path), 'utf8')] as const)
const tokens = sources.find(([path]) => path.endsWith('tokens.css'))?.[1] ?? ''
const pairs = new Map(
  [...tokens.matchAll(/--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)].map((match) => [
    match[1]!,
    [match[2]!, match[3]!] as const,
  ]),
)

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

const backgrounds = ['canvas', 'surface', 'raised', 'sunken', 'hover']
const cases: readonly [text: string, background: string, least: number][] = [
  ...backgrounds.map((background) => ['fg', background, 7] as [string, string, number]),
  ...backgrounds.map((background) => ['fg-muted', background, 4.5] as [string, string, number]),
  ...backgrounds.map((background) => ['fg-subtle', background, 4.5] as [string, string, number]),
  ['line-strong', 'canvas', 3],
  ['line-strong', 'surface', 3],
  ['line-strong', 'raised', 3],
  ['line-strong', 'sunken', 3],
  ['fg', 'selected', 7],
  ['fg-muted', 'selected', 4.5],
  ['accent', 'surface', 4.5],
  ['accent', 'canvas', 4.5],
  ['accent', 'accent-bg', 4.5],
  ['on-ink', 'ink', 7],
  ...['ok', 'warn', 'bad', 'info', 'violet'].flatMap((tone) => [
    [tone, `${tone}-bg`, 4.5] as [string, string, number],
    [tone, 'surface', 4.5] as [string, string, number],
    ['fg', `${tone}-bg`, 4.5] as [string, string, number],
  ]),
]

test.each(cases)('%s on %s is at least %d:1 in light and dark', (text, background, least) => {
  for (const theme of [0, 1] as const) {
    expect(contrast(pairs.get(text)![theme], pairs.get(background)![theme])).toBeGreaterThan(least)
  }
})

test('raw colours stand in tokens.css only', () => {
  const raw = sources.filter(
    ([path, text]) =>
      !path.endsWith('tokens.css') && /#[0-9a-f]{6}\b|\brgba?\(|\bhsla?\(/i.test(text),
  )
  expect(raw.map(([path]) => path)).toEqual([])
})
