/** Statuses whose answers have no body (Fetch standard, null body status); of those that can be answered. */
export function hasNullBody(status: number): boolean {
  return status === 204 || status === 205 || status === 304
}
