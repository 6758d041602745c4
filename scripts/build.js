// `npm run build`: publishable JavaScript and declarations in packages/*/dist, packages in the order they need each other.
import './check-node.js'
import { spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

for (const name of ['embedded', 'plinth', 'cli']) {
  const folder = join(root, 'packages', name)
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  const { status } = spawnSync(process.execPath, [tsc, '-p', join(folder, 'tsconfig.build.json')], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  console.log(`built packages/${name}/dist`)
}
