/**
 * How well `query` fits `text` as a subsequence; 0 when it does not.
 * Runs and word starts count more, so "ne" finds "New endpoint" before "Appearance".
 */
export function score(text: string, query: string): number {
  const haystack = fold(text)
  const needle = fold(query)
  if (needle === '') return 1
  if (haystack.includes(needle))
    return 100 + (haystack.startsWith(needle) ? 50 : 0) - haystack.length / 100
  let total = 0
  let from = 0
  let previous = -2
  for (const character of needle) {
    const at = haystack.indexOf(character, from)
    if (at === -1) return 0
    total += at === previous + 1 ? 3 : isWordStart(haystack, at) ? 2 : 0.5
    previous = at
    from = at + 1
  }
  return total / needle.length
}

/** Case and accents do not matter: "parametres" finds "Paramètres". */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase()
}

function isWordStart(text: string, index: number): boolean {
  return index === 0 || /[\s/_-]/.test(text.charAt(index - 1))
}
