const hints = {
  EMBEDDED_PLATFORM: 'Set DATABASE_URL to a PostgreSQL server, or run on Linux with glibc 2.27, macOS or Windows x64.',
  EMBEDDED_BINARY_BLOCKED: 'Move the project to a file system that allows programs to run, or set DATABASE_URL.',
  EMBEDDED_DIRECTORY: 'Run as the user who owns the directory, or give it to this user with chown -R.',
  EMBEDDED_NO_USER: 'Run as a user that /etc/passwd names, for example `docker run --user node`, or set DATABASE_URL.',
  EMBEDDED_IN_USE: 'Stop the other process or container first, or give this one a directory of its own.',
  EMBEDDED_VERSION: 'Install the former version, dump the data with its pg_dump, and load it into a new directory.',
  EMBEDDED_START_FAILED: 'Read postgres.log in the directory; a directory without data worth keeping can be deleted.',
  EMBEDDED_STOP_FAILED: 'Look for long statements in postgres.log, then stop the process with `kill -INT`.',
}

/** What can go wrong, one code for each mend. */
export type EmbeddedErrorCode = keyof typeof hints

/** Every error that this package throws on purpose. `message` says what happened, `hint` is the mend in one line. */
export class EmbeddedError extends Error {
  /** Stable: compare this, never the message. */
  readonly code: EmbeddedErrorCode
  /** One sentence for a person. */
  readonly hint: string

  constructor(code: EmbeddedErrorCode, message: string, options?: { cause: unknown }) {
    super(message, options)
    this.name = 'EmbeddedError'
    this.code = code
    this.hint = hints[code]
  }
}

/** The system's own code of an error (`EACCES`, or PostgreSQL's `28000`), or an empty string. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
