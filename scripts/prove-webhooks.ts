// `npm run prove:webhooks [-- --quick]`: deliveries to a receiver that fails, and a runtime that is killed; docs/kinds/integrations/webhook.md says what must hold.
import { buildBundle } from './lib/bundle.ts'
import { proveWebhooks } from './lib/webhook-proof.ts'

const isQuick = process.argv.includes('--quick')
await buildBundle()
const figures = await proveWebhooks(
  isQuick ? { deliveries: 300, kills: 5 } : { deliveries: 2_000, kills: 25 },
)
console.table(figures)
const { lost, oversent, badSignatures, leaks, delivered, queued } = figures
const isHeld = lost + oversent + badSignatures + leaks === 0 && delivered >= queued
console.log(
  isHeld
    ? 'every delivery received at least once, none more often than its attempts'
    : 'the promise does not hold',
)
process.exit(isHeld ? 0 : 1)
