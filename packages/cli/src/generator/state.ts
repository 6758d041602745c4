import { createHash } from 'node:crypto'

/** What a project's folder holds, as far as the generator asks: hashes by path. */
export interface ProjectState {
  /** Files as they are now. */
  readonly files: Readonly<Record<string, string>>
  /** The same files as the generator last wrote them, from `.plinth/generated.json`. */
  readonly generated: Readonly<Record<string, string>>
}

/** How a file stands to what is to be written: not there, the same, as the generator left it, or somebody else's. */
export type Standing = 'absent' | 'same' | 'ours' | 'foreign'

/** SHA-256 of a text, without regard to the line ends that Git may have put in. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}

/** Compares a file with what is to be written. A file that the generator does not know is somebody else's. */
export function standing(path: string, next: string, state: ProjectState | undefined): Standing {
  const now = own(state?.files, path)
  if (now === undefined) return 'absent'
  if (now === next) return 'same'
  return now === own(state?.generated, path) ? 'ours' : 'foreign'
}

function own(hashes: Readonly<Record<string, string>> | undefined, path: string): string | undefined {
  return hashes !== undefined && Object.hasOwn(hashes, path) ? hashes[path] : undefined
}
