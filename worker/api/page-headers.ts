/** Headers of the dashboard. dashboard/public/_headers says the same for assets served without the Worker. */
const pageHeaders = {
  'content-security-policy':
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
} as const

export function withPageHeaders(asset: Response): Response {
  const response = new Response(asset.body, asset)
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value)
  return response
}
