import { type SpawnSyncReturns, spawnSync } from 'node:child_process'
import path from 'node:path'
import { EmbeddedError, systemCode } from '../errors.ts'
import { isRoot, runAs } from '../place/account.ts'
import type { Place } from '../place/place.ts'
import { copyBinary } from './copy.ts'
import type { Binary } from './find.ts'
import { linkLibraries, programEnvironment } from './libraries.ts'

/** PostgreSQL's programs, seen to run as the account. */
export interface Programs {
  readonly postgres: string
  readonly initdb: string
  /** Windows only: starts and stops the server there. */
  readonly pgCtl: string
  readonly environment: Record<string, string>
  /** `18.4` */
  readonly version: string
}

/** Readies the programs: library links, a copy where the account cannot reach them, and one run of `postgres -V`. */
export function preparePrograms(binary: Binary, place: Place): Programs {
  const ways = isRoot ? (['direct', 'link', 'copy'] as const) : (['direct'] as const)
  let last: SpawnSyncReturns<string> | undefined
  for (const way of ways) {
    // A place that the account cannot enter holds no library links for it either.
    if (way === 'direct' && place.hidden) continue
    const folder = way === 'direct' ? binary.directory : copyBinary(binary, way)
    if (!folder) continue
    const programs = describe(folder, way === 'direct' ? place.libraries : path.join(folder, 'links'))
    last = spawnSync(programs.postgres, ['-V'], {
      ...runAs(place.account),
      env: programs.environment,
      encoding: 'utf8',
    })
    if (last.status === 0) return { ...programs, version: last.stdout.match(/(\d+\.\d+)/)?.[1] ?? 'unknown' }
    if (systemCode(last.error) !== 'EACCES') break
  }
  throw whyNot(last, binary, place)
}

function describe(folder: string, links: string): Omit<Programs, 'version'> {
  linkLibraries(folder, links)
  const program = (name: string) => path.join(folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    environment: programEnvironment(folder, links),
  }
}

function whyNot(run: SpawnSyncReturns<string> | undefined, binary: Binary, place: Place): EmbeddedError {
  const said = (run?.stderr || run?.error?.message || 'no folder for a copy of it').trim()
  // A missing ELF loader reads as "no such file" (Alpine); a glibc that is too old complains about its version.
  const foreign = systemCode(run?.error) === 'ENOENT' || /GLIBC|symbol not found|Error relocating/.test(said)
  if (foreign && process.platform === 'linux') {
    return new EmbeddedError('EMBEDDED_PLATFORM', `PostgreSQL's binaries need glibc 2.27, not musl (Alpine): ${said}`)
  }
  const who = place.account ? ` as user ${place.account.name}` : ''
  return new EmbeddedError('EMBEDDED_BINARY_BLOCKED', `cannot run ${binary.directory}/bin/postgres${who}: ${said}`)
}
