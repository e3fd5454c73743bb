// Runs scripts/<name>.ts. Plain JavaScript, so that an old Node reaches the message below.
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Node ${process.versions.node} cannot run this: 22.18 or newer is needed.\n` +
      'Start it through npm (`npm run dev`): after `npm ci`, npm uses the Node in node_modules/.bin.',
  )
  process.exit(1)
}

const [name, ...rest] = process.argv.slice(2)
process.argv = [process.argv[0], name, ...rest]
await import(new URL(`./${name}.ts`, import.meta.url).href)
