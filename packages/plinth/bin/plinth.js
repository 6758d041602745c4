#!/usr/bin/env node
// Plain JavaScript on purpose: it must run on any Node, to say which one is needed.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `plinth needs Node 22.18 or later; this is ${process.versions.node}.\n` +
      'Run it by `npx plinth …` in a project that has it installed, or install Node 24.',
  )
  process.exit(1)
}

// Compiled and type-stripped code is kept between runs: a start takes about half the time.
const { enableCompileCache } = await import('node:module')
enableCompileCache?.()
const { main } = await import('plinth/commands').catch(error => {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' || !error.url?.endsWith('/dist/commands/index.js')) throw error
  console.error('plinth is not built in this clone yet. Run `npm run build` in its root, once.')
  process.exit(1)
})
process.exitCode = await main(process.argv.slice(2))
