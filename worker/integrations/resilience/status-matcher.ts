/** Patterns such as 404 and 5xx as a test; an empty list matches nothing. */
export function statusMatcher(patterns: readonly string[]): (status: number) => boolean {
  const wanted = new Set(patterns)
  return (status) => wanted.has(String(status)) || wanted.has(`${Math.floor(status / 100)}xx`)
}
