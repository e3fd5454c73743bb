// node fastify-proxy.mjs PORT ORIGIN. Needs: npm install --no-save fastify @fastify/http-proxy
const load = (name) => import(name).then((module) => module.default)
const [fastify, proxy] = await Promise.all(['fastify', '@fastify/http-proxy'].map(load))
const [port, origin] = process.argv.slice(2)

const app = fastify()
await app.register(proxy, { upstream: origin })
await app.listen({ host: '127.0.0.1', port: Number(port) })
