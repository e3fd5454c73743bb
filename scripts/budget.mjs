process.argv.splice(2, 0, 'budget')
await import('./run.mjs')
