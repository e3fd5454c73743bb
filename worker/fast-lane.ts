import { pathStart } from './request-target.ts'

/**
 * True when the data plane answers this URL, so it need not pass the routes of the front door: choosing
 * among them costs a proxied request some percent (docs/decisions/0012). False where the front door has a say: the
 * OpenAPI document, and everything outside the base path.
 */
export function isDataPlane(url: string, basePath: string): boolean {
  const pathAt = pathStart(url)
  const below = pathAt + basePath.length + 1
  return (
    url.startsWith(basePath, pathAt) &&
    url[below - 1] === '/' &&
    !url.startsWith('openapi.json', below)
  )
}
