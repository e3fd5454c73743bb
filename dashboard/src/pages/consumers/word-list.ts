/** What someone wrote with spaces or commas between, as a list without repetitions. */
export function listOf(text: string): string[] {
  return [...new Set(text.split(/[\s,]+/).filter((word) => word !== ''))]
}
