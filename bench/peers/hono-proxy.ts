import { Hono } from 'hono'
import { proxy } from 'hono/proxy'

/** The reverse proxy of Hono's documentation: its proxy helper, with the forwarding headers. */
const app = new Hono<{ Bindings: { readonly ORIGIN: string } }>()

app.all('/api/custom/*', (c) => {
  const url = new URL(c.req.url)
  return proxy(c.env.ORIGIN + url.pathname + url.search, {
    ...c.req,
    headers: {
      ...c.req.header(),
      'x-forwarded-for': c.req.header('cf-connecting-ip') ?? '127.0.0.1',
      'x-forwarded-host': c.req.header('host'),
      'x-forwarded-proto': url.protocol.slice(0, -1),
    },
  })
})

export default app
