import { afterEach, beforeEach, expect, test } from 'vitest'

import type { Command } from '../../../dashboard/src/lib/commands.ts'
import { keyLabels } from '../../../dashboard/src/lib/keys.ts'
import { createShortcuts } from '../../../dashboard/src/lib/shortcuts.ts'

let ran: string[] = []
let nowMs = 0
let singleKeys = true
const command = (keys: string): Command => ({
  id: keys,
  title: () => keys,
  group: 'do',
  keys,
  run: () => ran.push(keys),
})
const listener = createShortcuts({
  commands: () => [command('n'), command('g e'), command('mod+k'), command('?')],
  singleKeys: () => singleKeys,
  now: () => nowMs,
})
const press = (key: string, init: KeyboardEventInit = {}, target: EventTarget = document.body) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }),
  )

beforeEach(() => {
  ran = []
  nowMs = 10_000
  singleKeys = true
  document.body.innerHTML = '<input id="field" />'
  document.addEventListener('keydown', listener)
})
afterEach(() => document.removeEventListener('keydown', listener))

test('runs single keys, chords and sequences', () => {
  press('n')
  press('?', { shiftKey: true })
  press('k', { ctrlKey: true })
  press('g')
  press('e')
  expect(ran).toEqual(['n', '?', 'mod+k', 'g e'])
})

test('forgets the first key of a sequence after a while', () => {
  press('g')
  nowMs += 5_000
  press('e')
  expect(ran).toEqual([])
})

test('leaves single keys to inputs, and keeps chords there', () => {
  const field = document.getElementById('field')!
  press('n', {}, field)
  press('k', { ctrlKey: true }, field)
  expect(ran).toEqual(['mod+k'])
})

test('leaves single keys alone while a dialog is open or when they are switched off', () => {
  singleKeys = false
  press('n')
  singleKeys = true
  document.body.innerHTML = '<div role="dialog"></div>'
  press('n')
  expect(ran).toEqual([])
})

test('prints keys as they are on the keyboard of the user', () => {
  expect(keyLabels('mod+k', false)).toEqual(['Ctrl K'])
  expect(keyLabels('mod+k', true)).toEqual(['⌘ K'])
  expect(keyLabels('g e', false)).toEqual(['G', 'E'])
})
