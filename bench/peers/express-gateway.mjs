// node express-gateway.mjs PORT ORIGIN. Needs: npm install --no-save express-gateway
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const [port, origin] = process.argv.slice(2)
const folder = fileURLToPath(new URL('../build/express-gateway', import.meta.url))
mkdirSync(`${folder}/models`, { recursive: true })
for (const model of ['users', 'applications', 'credentials']) {
  writeFileSync(`${folder}/models/${model}.json`, JSON.stringify({ properties: {} }))
}
writeFileSync(`${folder}/system.config.yml`, 'db:\n  redis:\n    emulate: true\n')
writeFileSync(
  `${folder}/gateway.config.yml`,
  `http: { port: ${port}, hostname: 127.0.0.1 }
apiEndpoints: { all: { host: '*', paths: '/*' } }
serviceEndpoints: { origin: { url: '${origin}' } }
policies: [proxy]
pipelines:
  all: { apiEndpoints: [all], policies: [{ proxy: [{ action: { serviceEndpoint: origin } }] }] }
`,
)
process.env.LOG_LEVEL = 'error'
const { default: gateway } = await import(['express', 'gateway'].join('-'))
gateway().load(folder).run()
