/** Shortcuts are written `mod+k` (Ctrl, or Command on a Mac), `?`, or `g o` for one key after another. */
const names: Readonly<Record<string, string>> = {
  enter: '↵',
  escape: 'Esc',
  shift: 'Shift',
  alt: 'Alt',
}

export function isApple(platform = navigator.platform): boolean {
  return /mac|iphone|ipad/i.test(platform)
}

/** What is printed on the keys: `mod+k` → `Ctrl K`, or `⌘ K` on a Mac. */
export function keyLabels(keys: string, apple = isApple()): readonly string[] {
  return keys.split(' ').map((stroke) =>
    stroke.length === 1
      ? keyLabel(stroke, apple)
      : stroke
          .split('+')
          .map((key) => keyLabel(key, apple))
          .join(' '),
  )
}

/** The stroke of a keyboard event in the same notation. */
export function strokeOf(event: KeyboardEvent, apple = isApple()): string {
  const mod = apple ? event.metaKey : event.ctrlKey
  const key = event.key.toLowerCase()
  const parts = [mod ? 'mod' : '', event.altKey ? 'alt' : '']
  // Shift is already in the character of a printable key ("?"); with mod it is part of the shortcut.
  if (event.shiftKey && (mod || key.length > 1)) parts.push('shift')
  return [...parts.filter(Boolean), key].join('+')
}

/** Single characters are reachable by accident (WCAG 2.1.4), so they can be switched off. */
export function isSingleCharacter(keys: string): boolean {
  return keys.split(' ').every((stroke) => stroke.length === 1)
}

function keyLabel(key: string, apple: boolean): string {
  if (key === 'mod') return apple ? '⌘' : 'Ctrl'
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}
