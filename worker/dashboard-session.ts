/** Cookie that holds a dashboard session. The data plane shares its host, so it is hidden from there on. */
export const sessionCookieName = '__Host-ecluse_session'

/** A Cookie header without the dashboard's session; empty when nothing else was in it. */
export function withoutSession(cookies: string): string {
  if (!cookies.includes(sessionCookieName)) return cookies
  const kept = cookies.split(';').filter((pair) => !pair.trim().startsWith(sessionCookieName))
  return kept.join(';').trim()
}
