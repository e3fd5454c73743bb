interface Env {
  readonly ORIGIN: string
}

/** The least a proxy can be: method, headers and body go to the origin as they came. */
const bareWorkerProxy = {
  fetch(request: Request, env: Env): Promise<Response> {
    const url = new URL(request.url)
    return fetch(env.ORIGIN + url.pathname + url.search, request)
  },
}

export default bareWorkerProxy
