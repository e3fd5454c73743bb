import { liveVersions } from '../db/versions.ts'
import type { Services } from '../services.ts'
import { apiVersion } from './api-version.ts'
import { publishedOperation } from './published-operation.ts'
import { securityScheme } from './security-scheme.ts'

const pageSize = 200

/** `<base path>/openapi.json`: what callers can call, as OpenAPI 3.1. Integrations are not in it. */
export async function publishedOpenapi(services: Services, request: Request): Promise<Response> {
  const paths: Record<string, Record<string, unknown>> = {}
  const securitySchemes: Record<string, unknown> = {}
  for await (const { endpointId, config } of allLive(services)) {
    const path = config.path.replace(/\*$/, '{wildcard}').replace(/\{(\w+)\+\}$/, '{$1}')
    paths[path] = {
      ...paths[path],
      [config.method.toLowerCase()]: publishedOperation(endpointId, path, config),
    }
    const scheme = securityScheme(config)
    if (scheme !== undefined) securitySchemes[scheme.name] = scheme.scheme
  }
  const url = new URL(request.url).origin + services.settings.basePath
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Published endpoints',
      version: apiVersion,
      license: { name: 'Proprietary', identifier: 'LicenseRef-Proprietary' },
    },
    servers: [{ url }],
    security: [],
    paths,
    components: { securitySchemes },
  }
  return Response.json(document, { headers: { 'cache-control': 'no-store' } })
}

async function* allLive({ db }: Services) {
  for (let after = ''; ;) {
    // oxlint-disable-next-line no-await-in-loop -- a page at a time: all at once may not fit into memory
    const page = await liveVersions(db, { after, limit: pageSize })
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.endpointId
  }
}
