// `npm run bench`. Plain JavaScript, so that an old Node reaches the message below.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`Node ${process.versions.node} cannot run this; start it with \`npm run bench\``)
  process.exit(1)
}
await import('./run.ts')
