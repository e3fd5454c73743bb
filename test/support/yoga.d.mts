/** A server and the documents it was asked, in order. */
export interface YogaServer {
  readonly fetch: (request: Request) => Response | Promise<Response>
  readonly received: readonly { readonly query: string }[]
}

export function startYoga(): YogaServer
