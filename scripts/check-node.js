// Plain JavaScript on purpose: it must run on any Node, to say which one is needed.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `Plinth needs Node 22.18 or later; this is ${process.versions.node}.\n` +
      'Run it by `npm run …` or `npm start`: `npm ci` brings Node 24 with it. Without optional packages, install Node 24.',
  )
  process.exit(1)
}
