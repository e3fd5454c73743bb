// `npm run budget`: what callers and visitors download, against what it may weigh. --no-build uses dist/ as it is.
import { sizes } from './lib/budget.ts'
import { buildBundle } from './lib/bundle.ts'

if (!process.argv.includes('--no-build')) await buildBundle()

for (const { name, gzipBytes, maxGzipBytes } of sizes()) {
  const isOver = gzipBytes > maxGzipBytes
  console.log(
    `${name}: ${inKib(gzipBytes)} of ${inKib(maxGzipBytes)} KiB gzip${isOver ? '  OVER BUDGET' : ''}`,
  )
  if (isOver) process.exitCode = 1
}

function inKib(bytes: number): string {
  return (bytes / 1_024).toFixed(1)
}
