interface Env {
  readonly ORIGIN: string
  /** `stream`: the body goes on as it comes; `parse`: it is read whole, parsed as JSON, and sent. */
  readonly BODY: 'stream' | 'parse'
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** The least a Worker can do that knows what is in a body before it sends it on. */
const bodyProxy = {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname, search } = new URL(request.url)
    const body = env.BODY === 'stream' ? request.body : await request.arrayBuffer()
    if (body instanceof ArrayBuffer) JSON.parse(utf8.decode(body))
    const { method, headers } = request
    return fetch(env.ORIGIN + pathname + search, { method, headers, body })
  },
}

export default bodyProxy
