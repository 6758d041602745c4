// `npm run build`: publishable JavaScript and declarations in packages/*/dist, packages in the order they need each other.
import './check-node.js'
import { spawnSync } from 'node:child_process'
import { copyFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

for (const name of ['embedded', 'plinth', 'cli']) {
  const folder = join(root, 'packages', name)
  // Built aside and then moved: who runs from `dist` meanwhile keeps what there was, and a failed build changes nothing.
  const made = join(root, '.plinth', `build-${process.pid}`)
  const args = [tsc, '-p', join(folder, 'tsconfig.build.json'), '--outDir', made]
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' })
  if (status !== 0) {
    rmSync(made, { recursive: true, force: true })
    process.exit(status ?? 1)
  }
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  renameSync(made, join(folder, 'dist'))
  copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'))
  console.log(`built packages/${name}/dist`)
}
