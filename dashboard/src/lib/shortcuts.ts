import type { Command } from './commands.ts'
import { isSingleCharacter, strokeOf } from './keys.ts'

/** The second key of `g o` has to follow within this time. */
const sequenceMs = 1_200

export interface ShortcutOptions {
  readonly commands: () => readonly Command[]
  readonly singleKeys: () => boolean
  readonly now: () => number
}

/** Returns the keydown listener that runs the command of a shortcut. Later registrations win. */
export function createShortcuts(options: ShortcutOptions): (event: KeyboardEvent) => void {
  let prefix = ''
  let prefixAt = 0
  return function onKeyDown(event) {
    if (event.defaultPrevented || event.isComposing) return
    const stroke = strokeOf(event)
    const sequence = options.now() - prefixAt < sequenceMs ? `${prefix} ${stroke}` : ''
    const allowed = options.commands().filter((command) => isAllowed(command, event, options))
    const command =
      allowed.findLast(({ keys }) => keys === sequence) ??
      allowed.findLast(({ keys }) => keys === stroke)
    const startsSequence = allowed.some(({ keys }) => keys?.startsWith(`${stroke} `))
    prefix = startsSequence ? stroke : ''
    prefixAt = startsSequence ? options.now() : 0
    if (command === undefined) return
    event.preventDefault()
    command.run()
  }
}

function isAllowed(command: Command, event: KeyboardEvent, options: ShortcutOptions): boolean {
  if (command.keys === undefined) return false
  if (!isSingleCharacter(command.keys)) return true
  return options.singleKeys() && !isTyping(event.target) && !isModalOpen()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest(
      'input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], [role=menu]',
    ) !== null
  )
}

function isModalOpen(): boolean {
  return document.querySelector('[role=dialog], dialog[open]') !== null
}
