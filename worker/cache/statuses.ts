/** Statuses whose answers may be stored without saying so themselves (RFC 9110 15.1), but 206. */
export const heuristicStatuses: ReadonlySet<number> = new Set([
  200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501,
])

/** Final statuses whose meaning for a cache is known, which `must-understand` asks for (RFC 9111 5.2.2.3). */
export const understoodStatuses: ReadonlySet<number> = new Set([
  200, 203, 204, 300, 301, 302, 303, 307, 308, 400, 401, 403, 404, 405, 410, 414, 451, 500, 501,
  502, 503, 504,
])

/** Statuses a stored answer may stand in for (RFC 5861 4). */
export const errorStatuses: ReadonlySet<number> = new Set([500, 502, 503, 504])
